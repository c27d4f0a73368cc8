package org.ocppgateway.ops.checks.chaos;

import java.io.PrintStream;
import java.time.Duration;
import org.ocppgateway.ops.checks.ledger.CommandCounts;
import org.ocppgateway.ops.checks.ledger.Ledger;
import org.ocppgateway.simulator.measure.FleetCount;
import org.ocppgateway.simulator.measure.FleetStats;

/** What a person sees of a run while it goes on: a line for each thing that happens, and now and then one with the figures. */
final class ChaosConsole {
    private final PrintStream out;
    private final long begin = System.nanoTime();

    ChaosConsole(PrintStream out) {
        this.out = out;
    }

    synchronized void print(String text) {
        Duration now = Duration.ofNanos(System.nanoTime() - begin);
        out.printf("%02d:%02d  %s%n", now.toMinutes(), now.toSecondsPart(), text);
    }

    void progress(FleetStats stats, Ledger ledger) {
        CommandCounts commands = ledger.commandCounts();
        print("%,d connected, %,d charging, %,d CALLs answered, %,d transaction messages kept; %,d commands, %,d open"
                .formatted(
                        stats.count(FleetCount.CONNECTED),
                        stats.count(FleetCount.CHARGING),
                        stats.callsAnswered(),
                        stats.count(FleetCount.TRANSACTION_MESSAGES_QUEUED),
                        commands.issued(),
                        ledger.pendingCommands()));
    }
}
