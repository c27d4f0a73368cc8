package org.ocppgateway.ops.checks.ledger;

import java.util.Map;

/**
 * Command totals at both ends.
 *
 * @param issued commands acknowledged by Kafka
 * @param sent CALLs received by charge points
 * @param results records on the result topic
 * @param outcomes commands by outcome
 * @param uncertainReasons commands with the outcome uncertain, by reason
 */
public record CommandCounts(
        long issued, long sent, long results, Map<String, Long> outcomes, Map<String, Long> uncertainReasons) {
    public CommandCounts {
        outcomes = Map.copyOf(outcomes);
        uncertainReasons = Map.copyOf(uncertainReasons);
    }

    /** Returns the number of commands with this outcome. */
    public long of(String outcome) {
        return outcomes.getOrDefault(outcome, 0L);
    }

    public long ended() {
        return outcomes.values().stream().mapToLong(Long::longValue).sum();
    }
}
