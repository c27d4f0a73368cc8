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

    @TempDir
    Path directory;

    @Test
    @DisplayName("row 27: a live connection stays, a persistent newcomer wins")
    void aLiveConnectionStaysAndAPersistentNewcomerWins() throws Exception {
        // The old connection answers its probe, however long a busy machine stops this process.
        try (Cluster cluster = cluster("gateway.takeover { challenge-period = 5 s, probe-timeout = 20 s }");
                PlainBackend backend = new PlainBackend(
                        cluster.broker().address(), cluster.redis().address())) {
            for (GatewayProcess newcomersPod : cluster.gateways()) {
                String id = newcomersPod.equals(cluster.gateway()) ? "LIVING-SAME" : "LIVING-OTHER";
                Device living = Device.listening(cluster.gateway(), id);
                backend.awaitEvent(id, "device.connected");
                assertEquals(409, Device.statusOf(newcomersPod, id));
                JsonObject told = backend.awaitEvent(id, "security.event");
                assertEquals("DuplicateIdentity", told.get("name").getAsString());
                await().pollInterval(Duration.ofMillis(500)).until(() -> Device.statusOf(newcomersPod, id) == 101);
                await().until(living.closed()::isDone);
                assertEquals(1008, living.closed().join());
            }
        }
    }

    @Test
    @DisplayName("row 28: the old connection is silent, or its pod is dead")
    void silentConnectionsAndThoseOfADeadPodAreTakenOverAtOnce() throws Exception {
        try (Cluster cluster = cluster("");
                PlainBackend backend = new PlainBackend(
                        cluster.broker().address(), cluster.redis().address())) {
            for (GatewayProcess newcomersPod : cluster.gateways()) {
                String pod = newcomersPod.equals(cluster.gateway()) ? "SAME-" : "OTHER-";
                TimeTaken.assertOneBelow(TAKEOVER_TIME, number -> {
                    String id = "SILENT-" + pod + number;
                    Device.silent(cluster.gateway(), id);
                    JsonObject before = backend.awaitEvent(id, "device.connected");
                    Duration taken = timeOfTakeover(newcomersPod, id);
                    JsonObject after = backend.awaitEvent(id, "device.connected", data -> !data.equals(before));
                    assertTrue(after.get("sessionEpoch").getAsLong()
                            > before.get("sessionEpoch").getAsLong());
                    return taken;
                });
            }
            for (int number = 0; number < TimeTaken.ATTEMPTS; number++) {
                Device.listening(cluster.gateway(1), "DEAD-" + number);
            }
            cluster.gateway(1).server().kill();
            TimeTaken.assertOneBelow(TAKEOVER_TIME, number -> timeOfTakeover(cluster.gateway(), "DEAD-" + number));
        }
    }

    /** Returns the time that a takeover takes, less that of another connection. */
    private static Duration timeOfTakeover(GatewayProcess newcomersPod, String identity) throws InterruptedException {
        Duration usual = TimeTaken.by(() -> assertEquals(101, Device.statusOf(newcomersPod, "BEFORE-" + identity)));
        return TimeTaken.by(() -> assertEquals(101, Device.statusOf(newcomersPod, identity)))
                .minus(usual);
    }

    @Test
    void ofManySimultaneousConnectionsOnTwoPodsOneRemains() throws Exception {
        try (Cluster cluster = cluster("gateway.takeover.challenge-period = 5 s");
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

    private Cluster cluster(String overrides) throws InterruptedException {
        return Cluster.start(ClusterSettings.forTest(directory).withGateways(2).with(overrides));
    }
}
