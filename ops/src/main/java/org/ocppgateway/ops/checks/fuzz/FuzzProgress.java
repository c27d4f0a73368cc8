package org.ocppgateway.ops.checks.fuzz;

import java.io.PrintStream;
import java.util.Locale;

/** The line that shows how a run goes: rewritten in place on a terminal, otherwise a new one now and then. Belongs to one thread. */
final class FuzzProgress {
    /** Carriage return and "erase to the end of the line" (ECMA-48). */
    private static final String ERASE_LINE = "\r\u001b[K";

    private final PrintStream out;
    private final boolean terminal;
    private final Fuzzer fuzzer;
    private final long begun = System.nanoTime();
    private long shown = begun;
    private long inputsShown;

    FuzzProgress(PrintStream out, boolean terminal, Fuzzer fuzzer) {
        this.out = out;
        this.terminal = terminal;
        this.fuzzer = fuzzer;
    }

    /** Shows a line if it is time to; costs next to nothing otherwise. */
    void tick() {
        long now = System.nanoTime();
        double seconds = (now - shown) / 1e9;
        if (seconds >= (terminal ? 1 : 30)) {
            long inputs = fuzzer.counts().inputs();
            String line = line(now, (inputs - inputsShown) / seconds);
            out.print(terminal ? ERASE_LINE + line : line + System.lineSeparator());
            out.flush();
            shown = now;
            inputsShown = inputs;
        }
    }

    /** Says something that stays. */
    void print(String text) {
        out.println((terminal ? ERASE_LINE : "") + text);
    }

    /** The whole run in one line. */
    void end() {
        long now = System.nanoTime();
        print(line(now, fuzzer.counts().inputs() / Math.max(1e-3, (now - begun) / 1e9)));
        print(fuzzer.counts().decisions().toString());
    }

    private String line(long now, double rate) {
        long seconds = (now - begun) / 1_000_000_000;
        return String.format(
                Locale.ROOT,
                "%02d:%02d  %,d texts  %,.0f/s  findings %d  actions accepted although damaged %d/%d",
                seconds / 60,
                seconds % 60,
                fuzzer.counts().inputs(),
                rate,
                fuzzer.findings(),
                fuzzer.counts().actionsReached(),
                fuzzer.actions());
    }
}
