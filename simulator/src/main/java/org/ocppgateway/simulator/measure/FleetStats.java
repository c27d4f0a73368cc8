package org.ocppgateway.simulator.measure;

import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.ocppgateway.protocol.Action;

/**
 * A fleet at one moment.
 *
 * @param actions by action, in the order of their names
 * @param failures of CALLs, by action and kind
 * @param closings of connections, by reason
 * @param reconnects from the end of a connection to the next one, in microseconds
 */
public record FleetStats(
        Map<FleetCount, Long> counts,
        Map<Action, ActionStats> actions,
        Map<String, Long> failures,
        Map<String, Long> closings,
        Histogram reconnects) {

    /** All of them together. */
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

    /** To add latencies to. */
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

    /** With those that were never opened. */
    public long connectionsEnded() {
        return closings.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Of all answered CALLs, from when they were due, in microseconds. */
    public Histogram responseTimes() {
        Histogram all = emptyHistogram();
        actions.values().forEach(action -> all.add(action.responseTimes()));
        return all;
    }

    /** Of all answered CALLs, in microseconds. */
    public Histogram latencies() {
        Histogram all = emptyHistogram();
        actions.values().forEach(action -> all.add(action.latencies()));
        return all;
    }
}
