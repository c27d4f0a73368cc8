package org.ocppgateway.ops.faults;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ocppgateway.ops.certificates.DevelopmentCa;
import org.ocppgateway.ops.stack.process.ProjectFiles;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.routing.client.ClientSettings;
import org.ocppgateway.routing.client.EventFeed;
import org.ocppgateway.routing.client.GatewayClient;
import org.ocppgateway.routing.client.Result;
import org.ocppgateway.routing.command.Outcome;

/** {@code production.conf} with a Kafka and a Redis that demand TLS and authentication, from environment variables only. */
class ProductionConfigurationIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(90);
    private static final Path CONFIGURATION = ProjectFiles.file("ops/config/production.conf");
    private static final String KAFKA_PASSWORD = "kafka-hunter2";
    private static final String REDIS_PASSWORD = "redis-hunter2";

    @TempDir
    private static Path directory;

    private static SecuredServers servers;

    @BeforeAll
    static void start() throws Exception {
        servers = SecuredServers.start(directory, KAFKA_PASSWORD, REDIS_PASSWORD);
    }

    @AfterAll
    static void stop() {
        servers.close();
    }

    @Test
    void aGatewayAndABackendWorkOverTlsWithPasswords() throws Exception {
        ChargePointId id = new ChargePointId("SECURE-1");
        ClientSettings settings = servers.clientSettings();
        try (SecuredGateway gateway = servers.gateway("gateway-0", CONFIGURATION, servers.environment("gateway-0"));
                GatewayClient backend = GatewayClient.open(settings, new PrometheusRegistry());
                EventFeed events = EventFeed.inGroup(settings.kafka(), "billing")) {
            gateway.server().start().awaitReady(TIMEOUT);
            HttpResponse<String> stored = put(gateway, id, "{\"profile\":1,\"password\":\"correct horse\"}");
            assertEquals(201, stored.statusCode(), stored.body());
            try (RawChargePoint chargePoint =
                    RawChargePoint.connect(gateway.endpoint(), id.value(), id.value(), "correct horse")) {
                chargePoint.call("BootNotification", "{\"chargePointVendor\":\"V\",\"chargePointModel\":\"M\"}");
                await().atMost(TIMEOUT)
                        .until(() -> events.next(Duration.ofSeconds(1)).stream()
                                .anyMatch(event -> event.chargePointId().equals(id)));
                CompletableFuture<Result> result = backend.send(backend.command(id, "clear.cache", new JsonObject()));
                chargePoint.answer(chargePoint.awaitCommand(), "{\"status\":\"Accepted\"}");
                assertEquals(Outcome.COMPLETED, result.get().outcome());
            }
            String log = Files.readString(gateway.server().log());
            assertFalse(log.contains("hunter2"), "the log contains a password");
            assertFalse(log.contains("Connections to"), "a warning about plain connections");
        }
    }

    @Test
    void aWrongPasswordAndAnUnknownAuthorityEndTheStartAndAreNamed() throws Exception {
        DevelopmentCa other = DevelopmentCa.open(directory.resolve("other-ca"), Clock.systemUTC());
        String stranger =
                SecuredServers.trustStore(directory.resolve("other.p12"), other).toString();
        Map<Map<String, String>, List<String>> cases = new LinkedHashMap<>();
        cases.put(
                Map.of("KAFKA_JAAS_CONFIG", SecuredServers.login("wrong-hunter2")),
                List.of("sasl.jaas.config", "kafka.client-properties", "refuses this user, password"));
        cases.put(
                Map.of("KAFKA_TRUST_STORE", stranger),
                List.of("ssl.truststore.location", "kafka.client-properties", "add the authority"));
        cases.put(
                Map.of("KAFKA_TRUST_STORE", "/missing/kafka.p12"),
                List.of("/missing/kafka.p12", "kafka.client-properties"));
        cases.put(
                Map.of("REDIS_PASSWORD", "wrong-hunter2"),
                List.of("gateway.redis.user, gateway.redis.password", "refuses this user or password"));
        cases.put(Map.of("REDIS_TRUST_STORE", stranger), List.of("gateway.redis.trust-store", "add the authority"));
        cases.put(Map.of("REDIS_KEY_STORE", ""), List.of("gateway.redis.key-store", "set a key store"));
        List<SecuredGateway> gateways = new ArrayList<>();
        cases.keySet().forEach(changes -> {
            String name = "wrong-" + gateways.size();
            Map<String, String> environment = servers.environment(name);
            environment.putAll(changes);
            SecuredGateway gateway = servers.gateway(name, CONFIGURATION, environment);
            gateway.server().start();
            gateways.add(gateway);
        });
        int index = 0;
        for (List<String> words : cases.values()) {
            try (SecuredGateway gateway = gateways.get(index++)) {
                int status = gateway.server().awaitExit(TIMEOUT);
                String log = Files.readString(gateway.server().log());
                assertEquals(1, status, log);
                words.forEach(word -> assertTrue(log.contains(word), log));
                assertFalse(log.contains("hunter2"), log);
                assertFalse(log.contains("\tat "), log);
            }
        }
    }

    @Test
    void aMissingVariableIsNamed() throws Exception {
        Map<String, String> environment = servers.environment("gateway-1");
        environment.remove("REDIS_URI");
        try (SecuredGateway gateway = servers.gateway("missing", CONFIGURATION, environment)) {
            assertEquals(78, gateway.server().start().awaitExit(TIMEOUT));
            assertTrue(
                    gateway.server().logTail().contains("REDIS_URI"),
                    gateway.server().logTail());
        }
    }

    @Test
    void everySecretOfTheFileIsAReference() throws IOException {
        for (String line : Files.readAllLines(CONFIGURATION)) {
            if (!line.strip().startsWith("#") && line.matches(".*(password|jaas|secret|token).*=.*")) {
                assertTrue(line.matches(".*= \\$\\{\\??[A-Z_]+}"), line);
            }
        }
    }

    private static HttpResponse<String> put(SecuredGateway gateway, ChargePointId id, String body) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(gateway.admin("/api/v1/credentials/" + id.value()))
                            .header("Content-Type", "application/json")
                            .PUT(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
