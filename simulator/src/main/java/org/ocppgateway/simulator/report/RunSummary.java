package org.ocppgateway.simulator.report;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.simulator.expect.ExpectationResult;
import org.ocppgateway.simulator.measure.ActionStats;
import org.ocppgateway.simulator.measure.FleetCount;
import org.ocppgateway.simulator.measure.FleetSnapshot;
import org.ocppgateway.simulator.measure.FleetStats;

/** Summary tables at the end of a run. Times are response times, measured from the due time of a CALL to its answer. */
public final class RunSummary {
    private final PrintStream out;

    public RunSummary(PrintStream out) {
        this.out = out;
    }

    /**
     * Prints the tables.
     *
     * @param snapshot state after the stop
     */
    public void print(FleetSnapshot snapshot, Duration running, long seed) {
        Map<OcppVersion, FleetStats> versions = snapshot.versions();
        FleetStats stats = snapshot.stats();
        out.println();
        out.printf(Locale.ROOT, "Ran for %s, seed %d%n", ProgressLine.clock(running), seed);
        if (versions.size() > 1) {
            versions(versions, running);
        }
        actions(stats, running);
        labels("Failed CALLs", stats.failures());
        labels("Ended connections", stats.closings());
        counts(stats);
        if (stats.reconnects().getTotalCount() > 0) {
            out.printf(
                    "%nReconnect time: p50 %s, p99 %s, max %s%n",
                    ProgressLine.milliseconds(stats.reconnects(), 50),
                    ProgressLine.milliseconds(stats.reconnects(), 99),
                    ProgressLine.milliseconds(stats.reconnects(), 100));
        }
        labels("Ended connections of troublemakers", snapshot.troublemakers().closings());
    }

    private void versions(Map<OcppVersion, FleetStats> versions, Duration running) {
        header("CALLs by version");
        versions.forEach((version, stats) -> action("OCPP " + version.label(), all(stats), running));
    }

    private void actions(FleetStats stats, Duration running) {
        header("CALL");
        for (Map.Entry<Action, ActionStats> entry : stats.actions().entrySet()) {
            action(entry.getKey().name(), entry.getValue(), running);
        }
        action("all", all(stats), running);
    }

    private void header(String title) {
        out.println();
        out.printf(
                Locale.ROOT,
                "%-32s %10s %10s %8s %10s %6s %9s %9s %9s %9s%n",
                title,
                "sent",
                "answered",
                "refused",
                "unanswered",
                "lost",
                "per s",
                "p50",
                "p99",
                "max");
    }

    private static ActionStats all(FleetStats stats) {
        long refused = sum(stats, ActionStats::refused);
        long unanswered = sum(stats, ActionStats::unanswered);
        long lost = sum(stats, ActionStats::lost);
        return new ActionStats(
                stats.callsSent(),
                stats.callsAnswered(),
                refused,
                unanswered,
                lost,
                stats.latencies(),
                stats.responseTimes());
    }

    private static long sum(FleetStats stats, ToLongFunction<ActionStats> part) {
        return stats.actions().values().stream().mapToLong(part).sum();
    }

    private void action(String name, ActionStats action, Duration running) {
        out.printf(
                Locale.ROOT,
                "%-32s %10d %10d %8d %10d %6d %9.1f %9s %9s %9s%n",
                name,
                action.sent(),
                action.answered(),
                action.refused(),
                action.unanswered(),
                action.lost(),
                action.sent() / Math.max(0.001, running.toNanos() / 1e9),
                ProgressLine.milliseconds(action.responseTimes(), 50),
                ProgressLine.milliseconds(action.responseTimes(), 99),
                ProgressLine.milliseconds(action.responseTimes(), 100));
    }

    private void labels(String title, Map<String, Long> labels) {
        if (!labels.isEmpty()) {
            out.println();
            out.println(title);
            labels.forEach((label, count) -> out.printf(Locale.ROOT, "%10d  %s%n", count, label));
        }
    }

    /** Prints the expectations and their results. */
    public void print(List<ExpectationResult> results) {
        if (!results.isEmpty()) {
            out.println();
            out.printf("%-32s %16s%n", "Expected", "measured");
            results.forEach(result -> out.printf(
                    "%-32s %16s  %s%n", result.expectation(), result.measured(), result.met() ? "met" : "MISSED"));
        }
    }

    private void counts(FleetStats stats) {
        out.println();
        out.println("Counts");
        for (FleetCount count : FleetCount.values()) {
            if (stats.count(count) > 0) {
                out.printf(Locale.ROOT, "%10d  %s%n", stats.count(count), count.label());
            }
        }
    }
}
