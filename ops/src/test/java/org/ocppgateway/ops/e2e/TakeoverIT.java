package org.ocppgateway.ops.e2e;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ocppgateway.ops.stack.cluster.Cluster;
import org.ocppgateway.ops.stack.cluster.ClusterSettings;
import org.ocppgateway.ops.stack.gateway.GatewayProcess;

/** Two connections with one identity, on one pod and on two. */
class TakeoverIT {
    private static final Duration TAKEOVER_TIME = Duration.ofSeconds(4);
    private static final String SHORT_CHALLENGE = "gateway.takeover.challenge-period = 5 s";

    @TempDir
    Path directory;

    @Test
    @DisplayName("rows 27 and 28: a live connection stays, a silent one is replaced, a persistent newcomer wins")
    void aLiveConnectionStaysASilentOneIsReplacedAndAPersistentNewcomerWins() throws Exception {
        try (Cluster cluster = cluster();
                PlainBackend backend = new PlainBackend(
                        cluster.broker().address(), cluster.redis().address())) {
            for (GatewayProcess newcomersPod : cluster.gateways()) {
                String pod = newcomersPod.equals(cluster.gateway()) ? "SAME" : "OTHER";

                Device living = Device.listening(cluster.gateway(), "LIVING-" + pod);
                backend.awaitEvent("LIVING-" + pod, "device.connected");
                assertEquals(409, Device.statusOf(newcomersPod, "LIVING-" + pod));
                JsonObject told = backend.awaitEvent("LIVING-" + pod, "security.event");
                assertEquals("DuplicateIdentity", told.get("name").getAsString());
                await().pollInterval(Duration.ofMillis(500))
                        .until(() -> Device.statusOf(newcomersPod, "LIVING-" + pod) == 101);
                await().until(living.closed()::isDone);
                assertEquals(1008, living.closed().join());

                Device.silent(cluster.gateway(), "SILENT-" + pod);
                JsonObject before = backend.awaitEvent("SILENT-" + pod, "device.connected");
                assertTakenOverInTime(newcomersPod, "SILENT-" + pod);
                JsonObject after =
                        backend.awaitEvent("SILENT-" + pod, "device.connected", data -> !data.equals(before));
                assertTrue(after.get("sessionEpoch").getAsLong()
                        > before.get("sessionEpoch").getAsLong());
            }
        }
    }

    @Test
    @DisplayName("row 28: the pod of the old connection is dead")
    void theSessionsOfADeadPodAreTakenOverAtOnce() throws Exception {
        try (Cluster cluster = cluster()) {
            Device.listening(cluster.gateway(1), "CP-1");
            cluster.gateway(1).server().kill();
            assertTakenOverInTime(cluster.gateway(), "CP-1");
        }
    }

    private static void assertTakenOverInTime(GatewayProcess newcomersPod, String identity)
            throws InterruptedException {
        Duration usual = TimeTaken.by(() -> assertEquals(101, Device.statusOf(newcomersPod, "BEFORE-" + identity)));
        Duration taken = TimeTaken.by(() -> assertEquals(101, Device.statusOf(newcomersPod, identity)));
        assertTrue(taken.minus(usual).compareTo(TAKEOVER_TIME) < 0, "taken over after " + taken + ", usual " + usual);
    }

    @Test
    void ofManySimultaneousConnectionsOnTwoPodsOneRemains() throws Exception {
        try (Cluster cluster = cluster();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                PlainBackend backend = new PlainBackend(
                        cluster.broker().address(), cluster.redis().address())) {
            List<Future<Device>> connecting = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                GatewayProcess gateway = cluster.gateway(i % 2);
                connecting.add(threads.submit(() -> Device.listening(gateway, "CP-1")));
            }
            List<Device> connected = new ArrayList<>();
            for (Future<Device> each : connecting) {
                try {
                    connected.add(each.get());
                } catch (ExecutionException e) {
                    assertTrue(String.valueOf(e).contains("WebSocketHandshakeException"), String.valueOf(e));
                }
            }

            await().until(() -> connected.stream()
                            .filter(device -> !device.closed().isDone())
                            .count()
                    == 1);
            long current = backend.route("CP-1").orElseThrow().get("epoch").getAsLong();
            backend.awaitEvent(
                    "CP-1", "device.connected", data -> data.get("sessionEpoch").getAsLong() == current);
        }
    }

    private Cluster cluster() throws InterruptedException {
        return Cluster.start(ClusterSettings.forTest(directory).withGateways(2).with(SHORT_CHALLENGE));
    }
}
