package org.ocppgateway.ops.checks.chaos;

import java.io.PrintStream;
import java.time.Duration;
import org.ocppgateway.ops.checks.ledger.CommandCounts;
import org.ocppgateway.ops.checks.ledger.Ledger;
import org.ocppgateway.simulator.measure.FleetCount;
import org.ocppgateway.simulator.measure.FleetStats;

/** Terminal output of a run: one line per action and a regular progress line. Thread-safe. */
public final class RunConsole {
    private final PrintStream out;
    private final long begin = System.nanoTime();

    public RunConsole(PrintStream out) {
        this.out = out;
    }

    /** Prints a line with the time since the start of the run. */
    public synchronized void print(String text) {
        Duration now = Duration.ofNanos(System.nanoTime() - begin);
        out.printf("%02d:%02d  %s%n", now.toMinutes(), now.toSecondsPart(), text);
    }

    void progress(FleetStats stats, Ledger ledger) {
        CommandCounts commands = ledger.commandCounts();
        print(
                "%,d connected, %,d charging, %,d CALLs answered, %,d transaction messages queued; %,d commands, %,d pending"
                        .formatted(
                                stats.count(FleetCount.CONNECTED),
                                stats.count(FleetCount.CHARGING),
                                stats.callsAnswered(),
                                stats.count(FleetCount.TRANSACTION_MESSAGES_QUEUED),
                                commands.issued(),
                                ledger.pendingCommands()));
    }
}
