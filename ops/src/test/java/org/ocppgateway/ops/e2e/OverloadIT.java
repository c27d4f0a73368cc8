package org.ocppgateway.ops.e2e;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ocppgateway.ops.stack.cluster.Cluster;
import org.ocppgateway.ops.stack.cluster.ClusterSettings;
import org.ocppgateway.simulator.behaviour.BehaviourSettings;
import org.ocppgateway.simulator.behaviour.Persona;
import org.ocppgateway.simulator.fleet.Fleet;
import org.ocppgateway.simulator.fleet.FleetObserver;
import org.ocppgateway.simulator.fleet.FleetSettings;
import org.ocppgateway.simulator.fleet.PersonaMix;
import org.ocppgateway.simulator.measure.ActionStats;
import org.ocppgateway.simulator.measure.FleetCount;
import org.ocppgateway.simulator.measure.FleetStats;

/**
 * Rows 48 and 49 of the faults: a reconnect storm, and misbehaving charge points. Asserts only what the gateway did.
 * The speed of the machine determines how long this takes, and whether a charge point without processor time gives up
 * waiting.
 */
class OverloadIT {
    /** A bound for busy machines; nothing is asserted about it. */
    private static final Duration TIMEOUT = Duration.ofMinutes(15);

    /** Close codes that blame the charge point or the gateway. */
    private static final Set<String> ACCUSATIONS = Set.of("1002", "1003", "1007", "1008", "1009", "1011", "1013");

    @TempDir
    Path directory;

    @Test
    void aReconnectStormIsAdmittedAtALimitedRateUntilAllAreConnected() throws InterruptedException {
        String admission = "gateway.endpoint { upgrades-per-second = 50, upgrade-burst = 50, retry-after = 1 s }";
        try (Cluster cluster = Cluster.start(ClusterSettings.forTest(directory).with(admission))) {
            FleetSettings settings =
                    FleetSettings.of(cluster.gateway().endpoint(), 500).withConnectRate(100_000);
            long begun = System.nanoTime();
            try (Fleet fleet = Fleet.start(settings, FleetObserver.NONE)) {
                await().atMost(TIMEOUT)
                        .until(() -> metric(cluster, "ocpp_gateway_connections_open") == 500
                                && fleet.stats().count(FleetCount.REGISTERED) == 500);
                double seconds = Duration.ofNanos(System.nanoTime() - begun).toMillis() / 1000.0;
                double admitted = metric(cluster, "ocpp_gateway_endpoint_upgrades_total");
                assertTrue(
                        admitted <= 50 + 50 * (seconds + 1),
                        admitted + " were admitted within " + seconds + " seconds");
                double refused = metric(
                        cluster,
                        "ocpp_gateway_endpoint_upgrade_refusals_total{reason=\"too many at once\",status=\"503\"}");
                assertTrue(refused >= 1, "no charge point was refused with Retry-After");
                assertBlameless(cluster, fleet.stats());
            }
        }
    }

    @Test
    void misbehavingChargePointsAreSlowedAndClosedWithoutEffectOnOthers() throws InterruptedException {
        String limits = """
            gateway.connection {
              messages-per-second = 20, message-burst = 50, flood-patience = 3 s
              ping-interval = 3 s
            }
            """;
        PersonaMix personas = PersonaMix.of(Map.of(
                Persona.SILENT, 0.1,
                Persona.FLOODER, 0.05,
                Persona.SLOW_READER, 0.05,
                Persona.FLAPPING, 0.1,
                Persona.MALFORMED, 0.1));
        BehaviourSettings busy = BehaviourSettings.DEFAULT.withCharging(
                new BehaviourSettings.Charging(1, Duration.ofSeconds(10), Duration.ofSeconds(1)));
        try (Cluster cluster = Cluster.start(ClusterSettings.forTest(directory).with(limits))) {
            FleetSettings settings = FleetSettings.of(cluster.gateway().endpoint(), 100)
                    .withBehaviour(busy)
                    .withPersonas(personas);
            int behaving = 100 - personas.troublemakers(100);
            try (Fleet fleet = Fleet.start(settings, FleetObserver.NONE)) {
                await().atMost(TIMEOUT)
                        .pollInterval(Duration.ofSeconds(1))
                        .until(() -> metric(cluster, "ocpp_gateway_connections_flooding_total") >= 3
                                && metric(cluster, "ocpp_gateway_connections_silent_total") >= 3
                                && metric(cluster, "ocpp_gateway_connection_messages_throttled_total") >= 100
                                && metric(cluster, "ocpp_gateway_uplink_invalid_frames_total") >= 10
                                && fleet.stats().count(FleetCount.SESSIONS_ENDED) >= behaving);
                await().atMost(TIMEOUT).until(() -> fleet.stats().count(FleetCount.CONNECTED) == behaving);
                assertBlameless(cluster, fleet.stats());
            }
        }
    }

    /** Well-behaved charge points were not refused, not closed, and not answered with an error. */
    private static void assertBlameless(Cluster cluster, FleetStats behaving) {
        assertEquals(
                0,
                behaving.actions().values().stream()
                        .mapToLong(ActionStats::refused)
                        .sum(),
                () -> "refused: " + behaving.failures());
        assertEquals(0, behaving.count(FleetCount.INVALID_ANSWERS));
        assertEquals(0, behaving.count(FleetCount.MALFORMED_FRAMES));
        behaving.closings().keySet().forEach(label -> {
            String code = label.substring(label.lastIndexOf(' ') + 1);
            assertFalse(
                    label.startsWith("closed by the server") && ACCUSATIONS.contains(code),
                    () -> "closed: " + behaving.closings());
            assertFalse(label.startsWith("protocol violation"), () -> "closed: " + behaving.closings());
        });
        assertEquals(0, metric(cluster, "ocpp_gateway_connection_backlog_full_total"));
    }

    private static double metric(Cluster cluster, String name) {
        return Metrics.of(cluster.gateway()).sum(name);
    }
}
