package org.ocppgateway.ops.checks.ledger;

import java.util.Map;

/**
 * How many commands there were on both ends.
 *
 * @param issued acknowledged by Kafka
 * @param sent CALLs that charge points received for them
 * @param results records on the topic of results
 * @param outcomes commands by outcome
 * @param doubts those that are uncertain, by the reason that their results give
 */
public record CommandCounts(
        long issued, long sent, long results, Map<String, Long> outcomes, Map<String, Long> uncertainReasons) {
    public CommandCounts {
        outcomes = Map.copyOf(outcomes);
        uncertainReasons = Map.copyOf(uncertainReasons);
    }

    /** How many commands ended like this. */
    public long of(String outcome) {
        return outcomes.getOrDefault(outcome, 0L);
    }

    public long ended() {
        return outcomes.values().stream().mapToLong(Long::longValue).sum();
    }
}
