package org.ocppgateway.simulator.measure;

import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.ocppgateway.protocol.Action;

/**
 * Statistics of a fleet at one point in time.
 *
 * @param actions statistics by action, ordered by name
 * @param failures number of failed CALLs, by action and kind
 * @param closings number of ended connections, by reason
 * @param reconnects time from the end of a connection to the next one, in microseconds
 */
public record FleetStats(
        Map<FleetCount, Long> counts,
        Map<Action, ActionStats> actions,
        Map<String, Long> failures,
        Map<String, Long> closings,
        Histogram reconnects) {

    /** Returns the sum of several statistics. */
    public static FleetStats sum(Collection<FleetStats> parts) {
        Map<FleetCount, Long> counts = new EnumMap<>(FleetCount.class);
        Map<Action, ActionStats> actions = new TreeMap<>(Comparator.comparing(Action::name));
        Map<String, Long> failures = new TreeMap<>();
        Map<String, Long> closings = new TreeMap<>();
        Histogram reconnects = emptyHistogram();
        for (FleetStats part : parts) {
            part.counts.forEach((count, value) -> counts.merge(count, value, Long::sum));
            part.actions.forEach((action, stats) -> actions.merge(action, stats, ActionStats::plus));
            part.failures.forEach((label, value) -> failures.merge(label, value, Long::sum));
            part.closings.forEach((label, value) -> closings.merge(label, value, Long::sum));
            reconnects.add(part.reconnects);
        }
        return new FleetStats(counts, actions, failures, closings, reconnects);
    }

    /** Creates an empty histogram of times in microseconds. */
    public static Histogram emptyHistogram() {
        return new Histogram(ActionCounters.MAX_MICROS, ActionCounters.SIGNIFICANT_DIGITS);
    }

    public long count(FleetCount count) {
        return counts.getOrDefault(count, 0L);
    }

    public long callsSent() {
        return actions.values().stream().mapToLong(ActionStats::sent).sum();
    }

    public long callsAnswered() {
        return actions.values().stream().mapToLong(ActionStats::answered).sum();
    }

    public long callsFailed() {
        return actions.values().stream()
                .mapToLong(action -> action.refused() + action.unanswered() + action.lost())
                .sum();
    }

    /** Includes failed connection attempts. */
    public long connectionsEnded() {
        return closings.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Response times of all answered CALLs, measured from the due time, in microseconds. */
    public Histogram responseTimes() {
        Histogram all = emptyHistogram();
        actions.values().forEach(action -> all.add(action.responseTimes()));
        return all;
    }

    /** Latencies of all answered CALLs, measured from sending, in microseconds. */
    public Histogram latencies() {
        Histogram all = emptyHistogram();
        actions.values().forEach(action -> all.add(action.latencies()));
        return all;
    }
}
