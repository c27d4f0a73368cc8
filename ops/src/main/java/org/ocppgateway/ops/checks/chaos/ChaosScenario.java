package org.ocppgateway.ops.checks.chaos;

import java.time.Duration;
import java.util.Map;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.simulator.behaviour.BehaviourSettings;
import org.ocppgateway.simulator.fleet.VersionMix;

/** Scenario of a chaos run: the plan and the behaviour of the fleet. */
enum ChaosScenario {
    /** Random faults of all kinds under a stream of commands. */
    RANDOM,

    /** Kafka outage from the second minute to the end. Almost all charge points charge. */
    KAFKA_OUTAGE;

    /** All OCPP versions in equal parts. */
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
