package org.ocppgateway.ops.e2e;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ocppgateway.ops.cluster.Cluster;
import org.ocppgateway.ops.cluster.ClusterSettings;
import org.ocppgateway.ops.gateway.GatewayProcess;

/** Two connections with one identity, on one pod and on two. */
class TakeoverIT {
    private static final String SHORT_PERSISTENCE = "gateway.takeover.persistence = 5 s";

    @TempDir
    Path directory;

    private final HttpClient client = HttpClient.newHttpClient();

    /** A WebSocket that answers pings only if it listens. */
    private static final class Device implements WebSocket.Listener {
        private final boolean listening;
        private final CompletableFuture<Integer> closed = new CompletableFuture<>();

        Device(boolean listening) {
            this.listening = listening;
        }

        @Override
        public void onOpen(WebSocket socket) {
            if (listening) {
                socket.request(Long.MAX_VALUE);
            }
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            closed.complete(code);
            return CompletableFuture.completedFuture(null);
        }
    }

    private Device connect(GatewayProcess gateway, String identity, boolean listening) {
        Device device = new Device(listening);
        client.newWebSocketBuilder()
                .subprotocols("ocpp1.6")
                .buildAsync(URI.create(gateway.endpoint() + "/" + identity), device)
                .join();
        return device;
    }

    private int statusOf(GatewayProcess gateway, String identity) {
        try {
            connect(gateway, identity, true);
            return 101;
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                return refused.getResponse().statusCode();
            }
            throw e;
        }
    }

    @Test
    void theLivingOneStaysTheSilentOneGivesWayAndWhoPersistsWins() throws Exception {
        try (Cluster cluster = cluster();
                PlainBackend backend = new PlainBackend(
                        cluster.broker().address(), cluster.redis().address())) {
            for (GatewayProcess newcomersPod : cluster.gateways()) {
                String pod = newcomersPod.equals(cluster.gateway()) ? "SAME" : "OTHER";

                Device living = connect(cluster.gateway(), "LIVING-" + pod, true);
                backend.awaitEvent("LIVING-" + pod, "device.connected");
                assertEquals(409, statusOf(newcomersPod, "LIVING-" + pod));
                JsonObject told = backend.awaitEvent("LIVING-" + pod, "security.event");
                assertEquals("DuplicateIdentity", told.get("name").getAsString());
                await().atMost(Duration.ofSeconds(30))
                        .pollInterval(Duration.ofMillis(500))
                        .until(() -> statusOf(newcomersPod, "LIVING-" + pod) == 101);
                await().atMost(Duration.ofSeconds(5)).until(living.closed::isDone);
                assertEquals(1008, living.closed.join());

                connect(cluster.gateway(), "SILENT-" + pod, false);
                JsonObject before = backend.awaitEvent("SILENT-" + pod, "device.connected");
                long begun = System.nanoTime();
                assertEquals(101, statusOf(newcomersPod, "SILENT-" + pod));
                Duration taken = Duration.ofNanos(System.nanoTime() - begun);
                assertTrue(taken.compareTo(Duration.ofSeconds(4)) < 0, "taken over after " + taken);
                JsonObject after =
                        backend.awaitEvent("SILENT-" + pod, "device.connected", data -> !data.equals(before));
                assertTrue(after.get("sessionEpoch").getAsLong()
                        > before.get("sessionEpoch").getAsLong());
            }
        }
    }

    @Test
    void whatADeadPodHadIsTakenOverAtOnce() throws Exception {
        try (Cluster cluster = cluster()) {
            connect(cluster.gateway(1), "CP-1", true);
            cluster.gateway(1).server().kill();
            long begun = System.nanoTime();
            assertEquals(101, statusOf(cluster.gateway(), "CP-1"));
            Duration taken = Duration.ofNanos(System.nanoTime() - begun);
            assertTrue(taken.compareTo(Duration.ofSeconds(4)) < 0, "taken over after " + taken);
        }
    }

    private Cluster cluster() throws InterruptedException {
        return Cluster.start(ClusterSettings.forTest(directory).withGateways(2).with(SHORT_PERSISTENCE));
    }
}
