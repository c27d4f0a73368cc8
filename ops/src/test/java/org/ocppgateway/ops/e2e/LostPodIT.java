package org.ocppgateway.ops.e2e;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ocppgateway.ops.stack.cluster.Cluster;
import org.ocppgateway.ops.stack.cluster.ClusterSettings;
import org.ocppgateway.ops.stack.gateway.GatewayProcess;

/** Events about the charge points of a pod that is killed, and of one that is paused. */
class LostPodIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    // Long enough for a charge point to come back before its pod counts as dead, also on a busy machine.
    private static final String SHORT_LEASE = """
        gateway.redis { lease-lifetime = 4 s, lease-renewal-interval = 500 ms }
        gateway.sweeper { pod-timeout = 8 s, session-timeout = 6 s }
        """;

    @TempDir
    Path directory;

    @Test
    void onlyChargePointsThatDoNotReconnectAreReportedOffline() throws Exception {
        try (Cluster cluster = cluster();
                PlainBackend backend = new PlainBackend(
                        cluster.broker().address(), cluster.redis().address())) {
            Device.listening(cluster.gateway(1), "CP-STAYS-AWAY");
            Device.listening(cluster.gateway(1), "CP-COMES-BACK");
            JsonObject lost = backend.awaitEvent("CP-STAYS-AWAY", "device.connected");
            backend.awaitEvent("CP-COMES-BACK", "device.connected");
            cluster.gateway(1).server().kill();
            Device.listening(cluster.gateway(0), "CP-COMES-BACK");

            JsonObject offline = backend.awaitEvent("CP-STAYS-AWAY", "device.offline");
            assertEquals("pod-lost", offline.get("reason").getAsString());
            assertEquals(lost.get("sessionEpoch"), offline.get("sessionEpoch"));
            assertEquals(List.of(), backend.events("CP-COMES-BACK", "device.offline"));
        }
    }

    @Test
    void aPausedPodClosesItsLostSessionsAndAcceptsNewOnes() throws Exception {
        try (Cluster cluster = cluster();
                PlainBackend backend = new PlainBackend(
                        cluster.broker().address(), cluster.redis().address())) {
            GatewayProcess paused = cluster.gateway(1);
            Device stays = Device.listening(paused, "CP-STAYS");
            Device moves = Device.listening(paused, "CP-MOVES");
            JsonObject lost = backend.awaitEvent("CP-STAYS", "device.connected");
            backend.awaitEvent("CP-MOVES", "device.connected");
            paused.server().pause();
            Device.listening(cluster.gateway(0), "CP-MOVES");
            backend.awaitEvent(
                    "CP-STAYS", "device.offline", data -> data.get("sequence").getAsLong() == Integer.MAX_VALUE);
            paused.server().resume();

            await().atMost(TIMEOUT)
                    .until(() -> stays.closed().isDone() && moves.closed().isDone());
            assertEquals(1012, stays.closed().join());
            Device.listening(paused, "CP-STAYS");
            backend.awaitEvent(
                    "CP-STAYS",
                    "device.connected",
                    data -> data.get("sessionEpoch").getAsLong()
                            > lost.get("sessionEpoch").getAsLong());
            assertEquals(List.of(), backend.events("CP-MOVES", "device.offline"));
        }
    }

    private Cluster cluster() throws InterruptedException {
        return Cluster.start(ClusterSettings.forTest(directory).withGateways(2).with(SHORT_LEASE));
    }
}
