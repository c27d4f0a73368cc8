package org.ocppgateway.ops.checks.rollout;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.ocppgateway.ops.checks.ledger.Balance;

/**
 * Result of a rolling restart.
 *
 * @param exits whether each gateway stopped gracefully
 * @param after connections of each gateway after the restart, before the rebalance
 * @param even connections of each gateway after the rebalance
 * @param problems problems of the run itself
 */
record RolloutOutcome(
        RolloutSettings settings,
        Balance balance,
        Closes closes,
        List<Boolean> exits,
        List<Integer> after,
        List<Integer> even,
        List<String> problems) {
    /** The gateway permits bursts of a twentieth of a second, and a busy machine delays its clock. */
    private static final double RATE_TOLERANCE = 1.2;

    List<String> failures() {
        List<String> failures = new ArrayList<>(problems);
        balance.violations().stream()
                .map(violation -> violation.kind().label())
                .distinct()
                .forEach(failures::add);
        if (exits.contains(false)) {
            failures.add("a gateway did not stop gracefully");
        }
        closes.times().forEach((name, times) -> {
            if (Closes.highestRate(times) > rate(name) * RATE_TOLERANCE) {
                failures.add("sessions left faster than at the configured rate: " + name);
            }
        });
        if (spread(even) > settings.spreadPercent()) {
            failures.add("a pod exceeds the average by more than " + settings.spreadPercent() + " %");
        }
        return failures;
    }

    private int rate(String name) {
        return name.endsWith("rebalanced") ? RolloutRun.REBALANCE_RATE : settings.ratePerSecond();
    }

    /** Excess of the fullest pod over the average, in percent. */
    private static double spread(List<Integer> connections) {
        double average =
                connections.stream().mapToInt(Integer::intValue).average().orElse(0);
        return average == 0 ? 0 : 100 * (Collections.max(connections) / average - 1);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("Closes\n");
        for (Map.Entry<String, List<Instant>> each : closes.times().entrySet()) {
            text.append("    %-36s %,8d, at most %.1f per second of %d%n"
                    .formatted(
                            each.getKey(),
                            each.getValue().size(),
                            Closes.highestRate(each.getValue()),
                            rate(each.getKey())));
        }
        text.append(
                "    %-36s %,8d connected, %,d offline%n".formatted("sessions", closes.connected(), closes.offline()));
        text.append("Connections\n");
        text.append("    %-36s %s, spread %.1f %%%n".formatted("after the restart", after, spread(after)));
        text.append("    %-36s %s, spread %.1f %%%n".formatted("after the rebalance", even, spread(even)));
        return text.append(balance).toString();
    }
}
