package org.ocppgateway.gateway.admin;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ocppgateway.gateway.connection.ConnectionLimits;
import org.ocppgateway.gateway.connection.Connections;
import org.ocppgateway.gateway.connection.FloodLimits;
import org.ocppgateway.gateway.connection.LivenessLimits;
import org.ocppgateway.gateway.connection.ReceiveLimits;

class AdminServerTest {
    private static final int ADMIN_CONNECTIONS = 128;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final HttpClient client = HttpClient.newHttpClient();
    private volatile Instant now = Instant.parse("2026-11-21T10:00:00Z");
    private volatile Optional<String> kafkaProblem = Optional.empty();
    private volatile Optional<String> redisProblem = Optional.empty();
    private Health health;
    private AdminServer server;

    @BeforeEach
    void start() throws Exception {
        Duration second = Duration.ofSeconds(1);
        Connections connections = new Connections(
                new ConnectionLimits(
                        10,
                        new LivenessLimits(Duration.ofSeconds(60), second, second),
                        new ReceiveLimits(1_000, second, 1, 1_000, FloodLimits.NONE),
                        2,
                        second),
                System::nanoTime,
                timer,
                registry);
        health = new Health(
                () -> now,
                connections,
                List.of(
                        new Health.Dependency("kafka", true, () -> kafkaProblem),
                        new Health.Dependency("redis", false, () -> redisProblem)));
        server = new AdminServer(
                new AdminSettings("127.0.0.1", 0, "", ADMIN_CONNECTIONS, List.of(), null), null, health, registry);
        server.start();
        health.enter(Phase.RUNNING);
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
        timer.shutdownNow();
    }

    @Test
    void theHealthPageHasTheDocumentedFields() throws Exception {
        now = now.plusSeconds(90);
        JsonObject page = json(get("/health", "*/*"));
        assertEquals(
                Set.of("status", "connections", "uptime", "timestamp", "ping_service", "dependencies"), page.keySet());
        assertEquals("healthy", page.get("status").getAsString());
        assertEquals(90, page.get("uptime").getAsLong());
        assertEquals("2026-11-21T10:01:30Z", page.get("timestamp").getAsString());
        assertEquals(
                JsonParser.parseString(
                        "{\"active_connections\":0,\"ping_interval\":60.0,\"total_pings\":0,\"skipped_pings\":0}"),
                page.get("ping_service"));
    }

    @Test
    void aRequestThatJettyRefusesIsAnsweredWithAProblemDocument() throws Exception {
        HttpResponse<String> ambiguous = get("/api/v1/charge-points/A%2FB", "text/html");
        assertEquals(400, ambiguous.statusCode());
        assertEquals(
                "application/problem+json",
                ambiguous.headers().firstValue("content-type").orElse(""));
        assertEquals(400, json(ambiguous).get("status").getAsInt(), ambiguous.body());
    }

    @Test
    void aPageIsOnlyRead() throws Exception {
        HttpResponse<String> refused = client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/health"))
                        .DELETE()
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertEquals(405, refused.statusCode());
        assertEquals("GET, HEAD", refused.headers().firstValue("allow").orElse(""));
    }

    @Test
    void aMissingDependencyDegradesHealthAndOnlyARequiredOneEndsReadiness() throws Exception {
        redisProblem = Optional.of("does not answer");
        assertEquals("degraded", json(get("/health", "*/*")).get("status").getAsString());
        assertEquals(200, get("/health/ready", "*/*").statusCode());
        kafkaProblem = Optional.of("12 of 12 partitions do not answer");
        HttpResponse<String> ready = get("/health/ready", "*/*");
        assertEquals(503, ready.statusCode());
        assertEquals(
                "kafka: 12 of 12 partitions do not answer",
                json(ready).get("reason").getAsString());
        assertEquals(200, get("/health/live", "*/*").statusCode());
    }

    @Test
    void anEndedThreadFailsLivenessAndReadiness() throws Exception {
        Thread reader = Thread.ofVirtual().unstarted(() -> {});
        health.watch("timer", () -> true);
        health.watch("commands", () -> !reader.getState().equals(Thread.State.TERMINATED));
        assertEquals(200, get("/health/live", "*/*").statusCode());
        reader.start();
        reader.join();

        JsonObject page = json(get("/health", "*/*"));
        assertEquals("degraded", page.get("status").getAsString());
        assertEquals(
                "these threads have ended: commands",
                page.getAsJsonObject("threads").get("problem").getAsString());
        assertEquals(503, get("/health/live", "*/*").statusCode());
        assertEquals(503, get("/health/ready", "*/*").statusCode());
        health.enter(Phase.STOPPING);
        assertEquals(200, get("/health/live", "*/*").statusCode(), "threads end during a normal stop");
    }

    @Test
    void readinessReportsStopping() throws Exception {
        health.enter(Phase.STOPPING);
        HttpResponse<String> ready = get("/health/ready", "*/*");
        assertEquals(503, ready.statusCode());
        assertEquals("stopping", json(ready).get("reason").getAsString());
    }

    @Test
    void metricsFollowTheAcceptHeader() throws Exception {
        Counter.builder()
                .name("some_total")
                .help("Something")
                .register(registry)
                .inc();
        HttpResponse<String> text = get("/metrics", "text/plain");
        assertTrue(text.headers().firstValue("Content-Type").orElse("").startsWith("text/plain"));
        assertTrue(text.body().contains("some_total 1.0"), text.body());
        HttpResponse<String> open = get("/metrics", "application/openmetrics-text; version=1.0.0");
        assertTrue(open.headers().firstValue("Content-Type").orElse("").startsWith("application/openmetrics-text"));
        assertTrue(open.body().endsWith("# EOF\n"), open.body());
    }

    /** 100 clients with 20 requests each, while the collection of metrics blocks. */
    @Test
    void concurrentMetricsRequestsDoNotDelayTheHealthPage() throws Exception {
        CountDownLatch mayCollect = new CountDownLatch(1);
        GaugeWithCallback.builder()
                .name("slow")
                .help("Blocks until the test releases it")
                .callback(value -> {
                    try {
                        mayCollect.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    value.call(1);
                })
                .register(registry);
        List<Socket> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 100; i++) {
                Socket client = new Socket(InetAddress.getLoopbackAddress(), server.port());
                client.setSoTimeout(60_000);
                client.getOutputStream()
                        .write("GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n"
                                .repeat(20)
                                .getBytes(US_ASCII));
                clients.add(client);
            }
            assertEquals(200, get("/health/live", "*/*").statusCode());
            assertEquals(200, get("/health/ready", "*/*").statusCode());
            mayCollect.countDown();
            for (Socket client : clients) {
                assertEquals(20, answers(client.getInputStream(), "slow 1.0"));
            }
        } finally {
            mayCollect.countDown();
            for (Socket client : clients) {
                client.close();
            }
        }
    }

    /** Reads until the expected number of answers has arrived. */
    private static int answers(InputStream in, String line) throws IOException {
        BufferedReader text = new BufferedReader(new InputStreamReader(in, US_ASCII));
        int answers = 0;
        while (answers < 20) {
            String read = text.readLine();
            if (read == null) {
                break;
            }
            answers += read.equals(line) ? 1 : 0;
        }
        return answers;
    }

    @Test
    void atTheLimitIdleConnectionsAreClosedForAHealthRequest() throws Exception {
        List<Socket> idle = new ArrayList<>();
        try {
            for (int i = 0; i < 2 * ADMIN_CONNECTIONS; i++) {
                idle.add(new Socket(InetAddress.getLoopbackAddress(), server.port()));
            }
            assertEquals(200, get("/health/live", "*/*").statusCode());
        } finally {
            for (Socket client : idle) {
                client.close();
            }
        }
    }

    @Test
    void anUnknownPathIsNotFound() throws Exception {
        assertEquals(404, get("/", "*/*").statusCode());
    }

    private HttpResponse<String> get(String path, String accept) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .header("Accept", accept)
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static JsonObject json(HttpResponse<String> response) {
        return JsonParser.parseString(response.body()).getAsJsonObject();
    }
}
