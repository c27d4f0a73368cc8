package org.ocppgateway.ops.checks.fuzz;

import java.io.PrintStream;
import java.util.Locale;

/**
 * Progress line of a fuzzer run. A terminal shows a single updated line; other outputs get a new line every 30 seconds.
 * Used by one thread.
 */
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

    /** Prints a line if the next one is due. Otherwise the cost is negligible. */
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

    /** Prints a permanent line. */
    void print(String text) {
        out.println((terminal ? ERASE_LINE : "") + text);
    }

    /** Prints the totals of the run. */
    void end() {
        long now = System.nanoTime();
        print(line(now, fuzzer.counts().inputs() / Math.max(1e-3, (now - begun) / 1e9)));
        print(fuzzer.counts().decisions().toString());
    }

    private String line(long now, double rate) {
        long seconds = (now - begun) / 1_000_000_000;
        return String.format(
                Locale.ROOT,
                "%02d:%02d  %,d inputs  %,.0f/s  findings %d  actions with an accepted mutation %d/%d",
                seconds / 60,
                seconds % 60,
                fuzzer.counts().inputs(),
                rate,
                fuzzer.findings(),
                fuzzer.counts().actionsReached(),
                fuzzer.actions());
    }
}
