package org.ocppgateway.simulator.measure;

import java.util.Map;
import org.HdrHistogram.Histogram;
import org.ocppgateway.protocol.Action;

/**
 * A fleet at one moment.
 *
 * @param actions by action, in the order of their names
 * @param failures of CALLs, by action and kind
 * @param closings of connections, by reason
 */
public record FleetStats(
        Map<Count, Long> counts,
        Map<Action, ActionStats> actions,
        Map<String, Long> failures,
        Map<String, Long> closings) {

    public long count(Count count) {
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

    /** Of all answered CALLs, in microseconds. */
    public Histogram latencies() {
        Histogram all = new Histogram(ActionTally.LONGEST_MICROS, ActionTally.DIGITS);
        actions.values().forEach(action -> all.add(action.latencies()));
        return all;
    }
}
