package org.ocppgateway.gateway.refusal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ocppgateway.gateway.admission.ClientConnection;
import org.ocppgateway.gateway.admission.Refusal;
import org.ocppgateway.gateway.authentication.TransportSecurity;
import org.ocppgateway.gateway.limit.NetworkAddress;
import org.ocppgateway.gateway.testing.Metrics;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.routing.refusal.RefusalStage;

class SecurityEventsTest {
    private static final Refusal WRONG_PASSWORD =
            new Refusal(401, "credentials required", null, RefusalStage.CREDENTIALS, "wrong-password", null, null);

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final AtomicLong now = new AtomicLong();
    private final List<String> published = new CopyOnWriteArrayList<>();
    private final SecurityEvents events = new SecurityEvents(
            new PodId("pod-1"),
            (chargePointId, event) -> published.add(new String(event, UTF_8)),
            InstantSource.fixed(Instant.parse("2026-11-01T10:00:00Z")),
            now::get,
            registry);

    @BeforeEach
    void start() {
        events.start();
    }

    @AfterEach
    void stop() throws Exception {
        events.stop();
    }

    @Test
    void aRefusedPasswordIsOneEventPerSourceAndMinute() {
        for (int i = 0; i < 100; i++) {
            events.onRefused(client("10.0.0.1"), "CP-1", WRONG_PASSWORD);
        }
        events.onRefused(client("10.0.0.2"), "CP-1", WRONG_PASSWORD);
        events.onRefused(client("10.0.0.1"), "CP-2", WRONG_PASSWORD);
        await().until(() -> published.size() == 3);
        now.addAndGet(Duration.ofMinutes(1).toNanos());
        events.onRefused(client("10.0.0.1"), "CP-1", WRONG_PASSWORD);
        await().until(() -> published.size() == 4);
        JsonObject event = JsonParser.parseString(published.getFirst()).getAsJsonObject();
        JsonObject data = event.getAsJsonObject("data");
        assertEquals("security.event", event.get("type").getAsString());
        assertEquals("AuthenticationFailed", data.get("name").getAsString());
        assertEquals("wrong-password", data.get("info").getAsString());
        assertEquals("10.0.0.1:5000", data.get("remoteAddress").getAsString());
        assertFalse(data.has("sessionEpoch"));
    }

    @Test
    void eventsAreLimitedInAll() {
        for (int i = 0; i < 1000; i++) {
            events.onRefused(client("10.0.0.1"), "CP-" + i, WRONG_PASSWORD);
        }
        await().until(() -> published.size() == 60);
        await().until(() -> Metrics.value(registry, "security_events") == 1000);
        assertEquals(60, published.size());
    }

    @Test
    void madeUpIdentitiesAndOutagesPublishNothing() {
        events.onRefused(client("10.0.0.1"), "x", Refusal.permanent(404, "unknown", RefusalStage.IDENTITY));
        events.onRefused(client("10.0.0.1"), null, Refusal.NO_PATH);
        events.onRefused(client("10.0.0.1"), "CP-1", Refusal.unavailable("not ready"));
        events.onRefused(
                client("10.0.0.1"),
                "CP-1",
                new Refusal(503, "later", Duration.ZERO, RefusalStage.CREDENTIALS, "source-unavailable", null, null));
        assertEquals(0, Metrics.value(registry, "security_events"));
    }

    private static ClientConnection client(String address) {
        return new ClientConnection(
                NetworkAddress.parse(address).orElseThrow(), address + ":5000", TransportSecurity.plain());
    }
}
