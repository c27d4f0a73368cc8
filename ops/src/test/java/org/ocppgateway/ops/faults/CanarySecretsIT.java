package org.ocppgateway.ops.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.sun.net.httpserver.HttpServer;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.ocppgateway.ops.certificates.DevelopmentCa.PemFiles;
import org.ocppgateway.ops.stack.process.Ports;
import org.ocppgateway.ops.stack.process.ProjectFiles;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.model.Command;
import org.ocppgateway.routing.client.GatewayClient;
import org.ocppgateway.routing.client.Result;
import org.ocppgateway.routing.command.Outcome;

/**
 * Secrets of every kind go through two gateways, and are looked for in everything that the gateways show and in their
 * heaps. {@code commands-down} and the dead-letter topic are excepted: a backend writes the first, and a command that
 * cannot be read goes to the second as it is.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CanarySecretsIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(90);
    private static final String BOOT_16 = "{\"chargePointVendor\":\"V\",\"chargePointModel\":\"M\"}";
    private static final String BOOT_2 =
            "{\"reason\":\"PowerUp\",\"chargingStation\":{\"vendorName\":\"V\",\"model\":\"M\"}}";
    private static final String REDIS = "canary-redis-Gx2kP9";
    private static final String KAFKA = "canary-kafka-Lm7dQ4";
    private static final String TOKEN = "canary-token-Zr5vB8wN3y";
    private static final String SERVICE = "canary-service-Hc6tJ1";
    private static final String TEXT = "canary-text-Wp8sE2";
    private static final String WRONG = "canary-wrong-Uk3fY7";
    private static final String KEY = "c4a9e1d27b60f5384e1f0a9c8d7b6e5f4c3d2b1a";
    private static final String SECOND_KEY = "9b1e7d30c5f2486aa6f8c2e4b0d1375f9e8a6c42";
    private static final String NEW_KEY_16 = "5ea1f00d7c3b9e8241d6b5a0f9c8e7d6b5a4c3f2";
    private static final String NEW_PASSWORD_2 = "canary-variable-Qn4xT6";
    private static final String CHANGED = "canary-changed-Vb9mA5";
    private static final byte[] HASH_KEY = "canary-hash-key-Ds2gR7-0123456789".getBytes(UTF_8);

    /** Classes of libraries that may hold a secret; ops/docs/threat-model.md names them. */
    private static final List<String> LIBRARIES = List.of("org.eclipse.jetty.", "org.apache.kafka.", "redis.clients.");

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    private static Path directory;

    private static SecuredServers servers;
    private static HttpServer service;
    private static final List<SecuredGateway> GATEWAYS = new ArrayList<>();
    private static final List<RawChargePoint> CONNECTED = new ArrayList<>();
    private static final List<String> COMMANDS = new ArrayList<>();
    private static final List<Canary> OF_CHARGE_POINTS = new ArrayList<>();
    private static final List<Canary> ALL = new ArrayList<>();
    private static GatewayClient backend;

    @BeforeAll
    static void start() throws Exception {
        servers = SecuredServers.start(directory, KAFKA, REDIS);
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/", exchange -> {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        service.start();
        for (String format : List.of("json", "console")) {
            String pod = "gateway-" + format;
            Map<String, String> environment = servers.environment(pod);
            environment.put("LOG_FORMAT", format);
            environment.put("LOG_LEVEL", "DEBUG");
            Path configuration = directory.resolve(pod + ".conf");
            Files.writeString(configuration, configuration(Ports.free()));
            GATEWAYS.add(servers.gateway(pod, configuration, environment));
        }
        GATEWAYS.forEach(gateway -> gateway.server().start());
        for (SecuredGateway gateway : GATEWAYS) {
            gateway.server().awaitReady(TIMEOUT);
        }
        backend = GatewayClient.open(servers.clientSettings(), new PrometheusRegistry());
    }

    @AfterAll
    static void stop() {
        CONNECTED.forEach(RawChargePoint::close);
        backend.close();
        GATEWAYS.forEach(gateway -> gateway.server().terminate());
        GATEWAYS.forEach(SecuredGateway::close);
        service.stop(0);
        servers.close();
    }

    private static String configuration(int port) throws Exception {
        PemFiles own =
                servers.authority().server(List.of("127.0.0.1", "localhost")).getLast();
        String sha256 =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(TOKEN.getBytes(UTF_8)));
        return """
            include required(file("%s"))
            gateway {
              security {
                hash-keys { "2026" = "%s" }
                credentials.http { url = "http://127.0.0.1:%d", headers { Authorization = "Bearer %s" } }
              }
              admin.tokens = [{ name = "ops", role = write, sha256 = "%s" }]
              endpoint.listeners.wss { enabled = true, port = %d, tls.certificates = [{ chain = "%s", key = "%s" }] }
            }
            """.formatted(
                        ProjectFiles.file("ops/config/production.conf"),
                        Base64.getEncoder().encodeToString(HASH_KEY),
                        service.getAddress().getPort(),
                        SERVICE,
                        sha256,
                        port,
                        own.chain(),
                        own.key());
    }

    @Test
    @Order(1)
    void noSecretIsShown() throws Exception {
        addCanaries();
        for (SecuredGateway gateway : GATEWAYS) {
            useSecrets(gateway);
        }
        List<String> ids = CONNECTED.stream().map(RawChargePoint::id).toList();
        Map<String, String> outputs = new CanaryOutputs(servers).of(GATEWAYS, TOKEN, REDIS, ids, COMMANDS);
        Map<String, List<String>> found = new TreeMap<>();
        outputs.forEach((origin, text) -> {
            List<String> canaries = Canary.in(text, ALL);
            if (!canaries.isEmpty()) {
                found.put(origin, canaries);
            }
        });
        assertTrue(
                Objects.requireNonNull(outputs.get("the topics")).contains("BootNotification"), "the topics are empty");
        assertTrue(Objects.requireNonNull(outputs.get("Redis")).contains("credential:"), "Redis is empty");
        assertTrue(
                outputs.entrySet().stream()
                        .anyMatch(page -> page.getKey().endsWith("/frames")
                                && page.getValue().contains("ChangeConfiguration")),
                "the journal is empty");
        assertEquals(Map.of(), found);
    }

    @Test
    @Order(2)
    void noObjectOfTheGatewayHoldsASecretOfAChargePoint() throws Exception {
        SecuredGateway gateway = GATEWAYS.getFirst();
        // Until the sweeper has found that a command has ended, it may have to forward the record.
        await().atMost(TIMEOUT)
                .until(() -> call(gateway, "GET", "/metrics", "", TOKEN)
                        .body()
                        .lines()
                        .anyMatch("ocpp_gateway_sweeper_commands_tracked 0.0"::equals));
        Path dump = directory.resolve("gateway.hprof");
        dump(gateway.server().pid(), dump);
        Map<String, Set<String>> own = new TreeMap<>();
        Map<String, Set<String>> others = new TreeMap<>();
        List<HeapArrays.Found> arrays = HeapArrays.search(dump, Canary.needles(OF_CHARGE_POINTS));
        HeapHolders holders = new HeapHolders(dump);
        // The process has to keep this one, so that the search is known to work.
        Set<String> kept = new TreeSet<>();
        HeapArrays.search(dump, Canary.needles(List.of(Canary.of("Redis password", REDIS))))
                .forEach(array -> kept.addAll(holders.of(array.id())));
        assertTrue(kept.toString().contains("org.ocppgateway.routing.redis.client."), kept.toString());
        for (HeapArrays.Found array : arrays) {
            for (String holder : holders.of(array.id())) {
                boolean library = LIBRARIES.stream().anyMatch(holder::startsWith);
                (library ? others : own)
                        .computeIfAbsent(holder, first -> new TreeSet<>())
                        .add(array.label());
            }
        }
        System.out.println("Libraries hold secrets of charge points: " + others);
        assertEquals(Map.of(), own);
    }

    private static void dump(long pid, Path file) throws IOException, InterruptedException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        // Only reachable objects: the JVM collects first.
        Process process = new ProcessBuilder(jcmd, Long.toString(pid), "GC.heap_dump", file.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "jcmd does not end");
        assertEquals(0, process.exitValue(), output);
    }

    private static void addCanaries() throws IOException {
        for (int pod = 0; pod < GATEWAYS.size(); pod++) {
            OF_CHARGE_POINTS.add(Canary.of("password", TEXT, "TEXT-" + pod));
            OF_CHARGE_POINTS.add(Canary.of("wrong password", WRONG, "TEXT-" + pod, "KEY-" + pod, "UNKNOWN-" + pod));
            OF_CHARGE_POINTS.add(Canary.of("key", KEY, "KEY-" + pod));
            OF_CHARGE_POINTS.add(Canary.of("second key", SECOND_KEY, "TWO-" + pod));
            OF_CHARGE_POINTS.add(Canary.of("key set by a command", NEW_KEY_16, "KEY-" + pod));
            OF_CHARGE_POINTS.add(Canary.of("password set by a command", NEW_PASSWORD_2, "TWO-" + pod));
            OF_CHARGE_POINTS.add(Canary.of("changed password", CHANGED, "TEXT-" + pod));
        }
        OF_CHARGE_POINTS.add(Canary.of("token", TOKEN));
        String key = Files.readString(servers.authority()
                .server(List.of("127.0.0.1", "localhost"))
                .getLast()
                .key());
        OF_CHARGE_POINTS.add(Canary.of("private key", key.lines().toList().get(1)));
        ALL.addAll(OF_CHARGE_POINTS);
        ALL.addAll(List.of(
                Canary.of("Redis password", REDIS),
                Canary.of("Kafka password", KAFKA),
                Canary.of("store password", SecuredServers.STORE_PASSWORD),
                Canary.of("header of the HTTP service", SERVICE),
                Canary.of("hash key", new String(HASH_KEY, UTF_8))));
    }

    private static void useSecrets(SecuredGateway gateway) throws Exception {
        int pod = GATEWAYS.indexOf(gateway);
        put(gateway, "TEXT-" + pod, TEXT);
        put(gateway, "KEY-" + pod, KEY);
        put(gateway, "TWO-" + pod, SECOND_KEY);
        for (String id : List.of("TEXT-" + pod, "KEY-" + pod, "UNKNOWN-" + pod)) {
            assertThrows(
                    RawChargePoint.Refused.class,
                    () -> RawChargePoint.connect(gateway.endpoint(), id, "ocpp1.6", WRONG.getBytes(UTF_8)));
        }
        assertEquals(401, call(gateway, "GET", "/api/v1/audit", "", WRONG).statusCode());
        usePassword(gateway, "TEXT-" + pod);
        useKey(gateway, "KEY-" + pod);
        useVariables(gateway, "TWO-" + pod);
    }

    /** A password that the API sets and changes, and a key that the API makes. */
    private static void usePassword(SecuredGateway gateway, String id) throws Exception {
        RawChargePoint.connect(gateway.endpoint(), id, "ocpp1.6", TEXT.getBytes(UTF_8))
                .close();
        put(gateway, id, CHANGED);
        RawChargePoint chargePoint = connect(gateway, id, "ocpp1.6", CHANGED.getBytes(UTF_8), BOOT_16);
        CompletableFuture<HttpResponse<String>> rotation = CompletableFuture.supplyAsync(() -> {
            try {
                return call(gateway, "POST", "/api/v1/credentials/" + id + "/rotate", "", TOKEN);
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        JsonArray command = chargePoint.awaitCommand();
        Canary generated = Canary.of(
                "generated key", command.get(3).getAsJsonObject().get("value").getAsString(), id);
        OF_CHARGE_POINTS.add(generated);
        ALL.add(generated);
        chargePoint.answer(command, "{\"status\":\"Accepted\"}");
        assertTrue(rotation.join().body().contains("rotated"), rotation.join().body());
        connect(gateway, id, "ocpp1.6", generated.value().getBytes(UTF_8), BOOT_16);
    }

    /** A key in all spellings, set again by a command, and read by one. */
    private static void useKey(SecuredGateway gateway, String id) throws Exception {
        RawChargePoint.connect(gateway.endpoint(), id, "ocpp1.6", KEY.getBytes(UTF_8))
                .close();
        RawChargePoint.connect(
                        gateway.endpoint(),
                        id,
                        "ocpp1.6",
                        KEY.toUpperCase(Locale.ROOT).getBytes(UTF_8))
                .close();
        RawChargePoint chargePoint =
                connect(gateway, id, "ocpp1.6", HexFormat.of().parseHex(KEY), BOOT_16);
        JsonObject data = new JsonObject();
        data.addProperty("key", "AuthorizationKey");
        data.addProperty("value", NEW_KEY_16);
        assertEquals(Outcome.COMPLETED, command(chargePoint, "set.configuration", data, "{\"status\":\"Accepted\"}"));
        assertEquals(Outcome.COMPLETED, command(chargePoint, "get.configuration", new JsonObject(), """
                {"configurationKey":[{"key":"AuthorizationKey","readonly":false,"value":"%s"},
                {"key":"VendorPassword","readonly":true,"value":"%s"}],"unknownKey":[]}""".formatted(
                        NEW_KEY_16, KEY)));
        connect(gateway, id, "ocpp1.6", HexFormat.of().parseHex(NEW_KEY_16), BOOT_16);
    }

    private static void useVariables(SecuredGateway gateway, String id) throws Exception {
        RawChargePoint chargePoint = connect(gateway, id, "ocpp2.0.1", SECOND_KEY.getBytes(UTF_8), BOOT_2);
        JsonObject data = new JsonObject();
        data.addProperty("component", "SecurityCtrlr");
        data.addProperty("variable", "BasicAuthPassword");
        data.addProperty("value", NEW_PASSWORD_2);
        String variable = "\"component\":{\"name\":\"SecurityCtrlr\"},\"variable\":{\"name\":\"BasicAuthPassword\"}";
        assertEquals(Outcome.COMPLETED, command(chargePoint, "set.configuration", data, """
                {"setVariableResult":[{"attributeStatus":"Accepted",%s,
                "attributeStatusInfo":{"reasonCode":"Set","additionalInfo":"now"}}]}""".formatted(variable)));
        JsonObject wanted = new JsonObject();
        JsonArray keys = new JsonArray();
        keys.add("SecurityCtrlr.BasicAuthPassword");
        wanted.add("keys", keys);
        assertEquals(Outcome.COMPLETED, command(chargePoint, "get.configuration", wanted, """
                {"getVariableResult":[{"attributeStatus":"Accepted","attributeValue":"%s",%s}]}\
                """.formatted(
                        NEW_PASSWORD_2, variable)));
        connect(gateway, id, "ocpp2.0.1", NEW_PASSWORD_2.getBytes(UTF_8), BOOT_2);
    }

    /** Connects and stays connected. */
    private static RawChargePoint connect(
            SecuredGateway gateway, String id, String subprotocol, byte[] password, String boot)
            throws InterruptedException {
        CONNECTED.stream().filter(other -> other.id().equals(id)).forEach(RawChargePoint::close);
        CONNECTED.removeIf(other -> other.id().equals(id));
        RawChargePoint chargePoint = RawChargePoint.connect(gateway.endpoint(), id, subprotocol, password);
        chargePoint.call("BootNotification", boot);
        CONNECTED.add(chargePoint);
        return chargePoint;
    }

    private static Outcome command(RawChargePoint chargePoint, String type, JsonObject data, String answer)
            throws Exception {
        Command command = backend.command(new ChargePointId(chargePoint.id()), type, data);
        COMMANDS.add(command.commandId());
        CompletableFuture<Result> result = backend.send(command);
        chargePoint.answer(chargePoint.awaitCommand(), answer.lines().collect(Collectors.joining()));
        return result.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS).outcome();
    }

    private static void put(SecuredGateway gateway, String id, String password) throws Exception {
        HttpResponse<String> answer = call(
                gateway,
                "PUT",
                "/api/v1/credentials/" + id,
                "{\"profile\":1,\"password\":\"%s\"}".formatted(password),
                TOKEN);
        assertTrue(answer.statusCode() / 100 == 2, answer.body());
        assertEquals(List.of(), Canary.in(answer.headers() + answer.body(), ALL));
    }

    private static HttpResponse<String> call(
            SecuredGateway gateway, String method, String path, String body, String token)
            throws IOException, InterruptedException {
        return CLIENT.send(
                HttpRequest.newBuilder(gateway.admin(path))
                        .header("Content-Type", "application/json")
                        .header("Authorization", "Bearer " + token)
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
