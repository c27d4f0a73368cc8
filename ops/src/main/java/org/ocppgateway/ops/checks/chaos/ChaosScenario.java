package org.ocppgateway.ops.checks.chaos;

import java.time.Duration;
import java.util.Map;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.simulator.behaviour.BehaviourSettings;
import org.ocppgateway.simulator.fleet.VersionMix;

/** What is tried, and how the fleet behaves meanwhile. */
enum ChaosScenario {
    /** Everything breaks in turn, under a stream of commands. */
    RANDOM,

    /** The broker is down for the whole time but its first minute, and everybody is charging. */
    KAFKA_OUTAGE;

    /** All versions, in equal parts. */
    static final VersionMix VERSIONS =
            VersionMix.of(Map.of(OcppVersion.V1_6, 1, OcppVersion.V2_0_1, 1, OcppVersion.V2_1, 1));

    private static final Duration BEFORE_OUTAGE = Duration.ofMinutes(1);

    BehaviourSettings behaviour() {
        return switch (this) {
            case RANDOM ->
                BehaviourSettings.DEFAULT
                        .withCharging(
                                new BehaviourSettings.Charging(0.5, Duration.ofMinutes(1), Duration.ofSeconds(10)))
                        .withMaxResponseDelay(Duration.ofSeconds(2));
            case KAFKA_OUTAGE ->
                BehaviourSettings.DEFAULT.withCharging(
                        new BehaviourSettings.Charging(0.95, Duration.ofMinutes(4), Duration.ofSeconds(10)));
        };
    }

    ChaosPlan plan(long seed, Duration length, int gateways, int chargePoints) {
        return switch (this) {
            case RANDOM -> ChaosPlan.random(seed, length, gateways, chargePoints);
            case KAFKA_OUTAGE -> ChaosPlan.kafkaOutage(BEFORE_OUTAGE, length);
        };
    }
}
