package org.ocppgateway.ops.checks.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ocppgateway.ops.checks.ledger.Balance;
import org.ocppgateway.ops.checks.ledger.CommandCounts;
import org.ocppgateway.simulator.measure.FleetCount;
import org.ocppgateway.simulator.measure.FleetStats;

/**
 * Result of a chaos run.
 *
 * @param stats statistics of the fleet before its stop
 * @param faults number of injected faults by kind
 * @param problems problems of the run itself
 */
record ChaosOutcome(Balance balance, FleetStats stats, Map<Fault.Kind, Integer> faults, List<String> problems) {
    private static final List<String> OUTCOMES =
            List.of("completed", "refused", "uncertain", "expired", "not-connected", "invalid", "overloaded");
    private static final double MAX_UNCERTAIN_SHARE = 0.05;

    /** Returns the reasons why the run failed; empty if it passed. */
    List<String> failures(ChaosScenario scenario, double minutes) {
        List<String> failures = new ArrayList<>(problems);
        balance.violations().stream()
                .map(violation -> violation.kind().label())
                .distinct()
                .forEach(failures::add);
        switch (scenario) {
            case RANDOM -> addRandomFailures(failures, minutes);
            case KAFKA_OUTAGE -> addKafkaOutageFailures(failures);
        }
        return failures;
    }

    private void addRandomFailures(List<String> failures, double minutes) {
        // Lower bound. The plan contains more faults of each kind.
        int least = (int) (minutes / 4);
        for (Fault.Kind kind : Fault.Kind.values()) {
            if (faults.getOrDefault(kind, 0) < least) {
                failures.add("fewer than " + least + " faults of kind: " + kind.label());
            }
        }
        CommandCounts commands = balance.commands();
        if (minutes >= 5) {
            OUTCOMES.stream()
                    .filter(outcome -> commands.of(outcome) == 0)
                    .forEach(outcome -> failures.add("no command with outcome " + outcome));
        }
        if (commands.of("uncertain") > commands.ended() * MAX_UNCERTAIN_SHARE) {
            failures.add("more than %.0f %% of the commands have the outcome uncertain"
                    .formatted(100 * MAX_UNCERTAIN_SHARE));
        }
    }

    private void addKafkaOutageFailures(List<String> failures) {
        if (stats.count(FleetCount.TRANSACTION_MESSAGES_DISCARDED) > 0) {
            failures.add("charge points discarded transaction messages");
        }
        if (stats.count(FleetCount.METER_VALUES_DROPPED) > 0) {
            failures.add("charge points dropped meter values because of a full queue");
        }
    }

    /** Formats the result for the terminal. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("Faults\n");
        new TreeMap<>(faults).forEach((kind, count) -> text.append("    %-48s %,10d%n".formatted(kind.label(), count)));
        text.append("Fleet\n");
        for (FleetCount count : List.of(
                FleetCount.CONNECTIONS,
                FleetCount.SESSIONS_ENDED,
                FleetCount.TRANSACTION_MESSAGES_DISCARDED,
                FleetCount.METER_VALUES_DROPPED)) {
            text.append("    %-60s %,10d%n".formatted(count.label(), stats.count(count)));
        }
        return text.append(balance).toString();
    }
}
