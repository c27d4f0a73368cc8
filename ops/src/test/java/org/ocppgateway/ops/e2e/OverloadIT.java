package org.ocppgateway.ops.e2e;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ocppgateway.ops.cluster.Cluster;
import org.ocppgateway.ops.cluster.ClusterSettings;
import org.ocppgateway.simulator.behaviour.Persona;
import org.ocppgateway.simulator.behaviour.Profile;
import org.ocppgateway.simulator.fleet.Fleet;
import org.ocppgateway.simulator.fleet.FleetObserver;
import org.ocppgateway.simulator.fleet.FleetSettings;
import org.ocppgateway.simulator.fleet.PersonaMix;
import org.ocppgateway.simulator.measure.Count;
import org.ocppgateway.simulator.measure.FleetStats;

/** Rows 48 and 49 of the faults: everybody at once, and those who do not behave. */
class OverloadIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path directory;

    @Test
    void everybodyAtOnceIsLetInAtAPaceAndAllAreInInTheEnd() throws InterruptedException {
        String admission = "gateway.endpoint { upgrades-per-second = 50, upgrade-burst = 50, retry-after = 1 s }";
        try (Cluster cluster = Cluster.start(ClusterSettings.forTest(directory).with(admission))) {
            FleetSettings settings =
                    FleetSettings.of(cluster.gateway().endpoint(), 500).withConnectRate(100_000);
            try (Fleet fleet = Fleet.start(settings, FleetObserver.NONE)) {
                await().atMost(PATIENCE).until(() -> fleet.stats().count(Count.REGISTERED) == 500);
                long refused = fleet.stats().closings().getOrDefault("refused with HTTP 503", 0L);
                assertTrue(refused >= 100, refused + " were told to come again");
                assertEquals(0, fleet.stats().callsFailed());
                assertEquals(0, fleet.stats().count(Count.UNEXPECTED_CLOSES));
            }
        }
    }

    @Test
    void thoseWhoDoNotBehaveAreSlowedAndClosedAndNobodyElseNotices() throws InterruptedException {
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
        Profile busy =
                Profile.DEFAULT.withCharging(new Profile.Charging(1, Duration.ofSeconds(20), Duration.ofSeconds(1)));
        try (Cluster cluster = Cluster.start(ClusterSettings.forTest(directory).with(limits))) {
            FleetSettings settings = FleetSettings.of(cluster.gateway().endpoint(), 100)
                    .withProfile(busy)
                    .withPersonas(personas);
            int behaving = 100 - personas.troublemakers(100);
            try (Fleet fleet = Fleet.start(settings, FleetObserver.NONE)) {
                await().atMost(PATIENCE)
                        .pollInterval(Duration.ofSeconds(1))
                        .until(() -> metric(cluster, "ocpp_gateway_flooding_connections_total") >= 3
                                && metric(cluster, "ocpp_gateway_silent_connections_total") >= 3
                                && metric(cluster, "ocpp_gateway_messages_throttled_total") >= 100
                                && metric(cluster, "ocpp_gateway_odd_frames_total") >= 10
                                && fleet.stats().count(Count.SESSIONS_ENDED) >= behaving);
                FleetStats stats = fleet.stats();
                assertEquals(behaving, stats.count(Count.CONNECTED));
                assertEquals(0, stats.callsFailed(), () -> "failed: " + stats.failures());
                assertEquals(0, stats.count(Count.UNEXPECTED_CLOSES));
            }
        }
    }

    private static double metric(Cluster cluster, String name) {
        return Metrics.of(cluster.gateway()).sum(name);
    }
}
