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
 * What a run came to.
 *
 * @param stats of the fleet, before it was stopped
 * @param faults how many there were of each kind
 * @param problems of the run itself
 */
record ChaosOutcome(Balance balance, FleetStats stats, Map<Fault.Kind, Integer> faults, List<String> problems) {
    private static final List<String> OUTCOMES =
            List.of("completed", "refused", "uncertain", "expired", "not-connected", "invalid", "overloaded");
    private static final double MAX_UNCERTAIN_SHARE = 0.05;

    /** Why the run was not good; empty if it was. */
    List<String> failures(ChaosScenario scenario, int minutes) {
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

    private void addRandomFailures(List<String> failures, int minutes) {
        // The plan has more of each; so many are the least that shows something.
        int least = minutes / 4;
        for (Fault.Kind kind : Fault.Kind.values()) {
            if (faults.getOrDefault(kind, 0) < least) {
                failures.add("fewer than " + least + " times: " + kind.label());
            }
        }
        CommandCounts commands = balance.commands();
        if (minutes >= 5) {
            OUTCOMES.stream()
                    .filter(outcome -> commands.of(outcome) == 0)
                    .forEach(outcome -> failures.add("no command was " + outcome));
        }
        if (commands.of("uncertain") > commands.ended() * MAX_UNCERTAIN_SHARE) {
            failures.add("more than %.0f %% of the commands were uncertain".formatted(100 * MAX_UNCERTAIN_SHARE));
        }
    }

    private void addKafkaOutageFailures(List<String> failures) {
        if (stats.count(FleetCount.TRANSACTION_MESSAGES_DISCARDED) > 0) {
            failures.add("charge points gave up transaction messages");
        }
        if (stats.count(FleetCount.METER_VALUES_DROPPED) > 0) {
            failures.add("charge points had no room left for meter values");
        }
    }

    /** For people. */
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
