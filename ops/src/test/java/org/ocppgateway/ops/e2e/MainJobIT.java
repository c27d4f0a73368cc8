package org.ocppgateway.ops.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ocppgateway.ops.stack.backend.BackendEvent;
import org.ocppgateway.ops.stack.backend.Feed;
import org.ocppgateway.ops.stack.process.JavaCommand;
import org.ocppgateway.ops.stack.process.Ports;
import org.ocppgateway.ops.stack.process.ProjectFiles;
import org.ocppgateway.ops.stack.process.Readiness;
import org.ocppgateway.ops.stack.process.Server;

/** The promises of {@code ops/dev}: everything is started and connected, and no process is left behind. */
class MainJobIT {
    private static final int CHARGE_POINTS = 100;
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final int kafka = Ports.free();
    private final int redis = Ports.free();
    private final int admin = Ports.free();

    @TempDir
    Path directory;

    @Test
    void aHundredChargePointsAreServedAndNoProcessIsLeftBehind() throws IOException, InterruptedException {
        Server stack = start();
        List<ProcessHandle> parts;
        try (stack) {
            stack.awaitReady(TIMEOUT);
            parts = ProcessHandle.of(stack.pid()).orElseThrow().descendants().toList();

            await().atMost(TIMEOUT).until(() -> health().get("connections").getAsInt() == CHARGE_POINTS);
            assertEquals("healthy", health().get("status").getAsString());
            assertEquals(
                    0,
                    health().getAsJsonObject("ping_service")
                            .get("skipped_pings")
                            .getAsInt());
            awaitEventsOfAll();
            oneCommandWorksOnEveryVersion();

            assertTrue(stack.stop(), "stops when asked");
        }
        assertFalse(parts.isEmpty());
        await().until(() -> parts.stream().noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void theWholeStackEndsWhenItsLauncherIsKilled() throws InterruptedException {
        try (Server stack = start()) {
            stack.awaitReady(TIMEOUT);
            List<ProcessHandle> parts =
                    ProcessHandle.of(stack.pid()).orElseThrow().descendants().toList();

            stack.kill();

            await().until(() -> parts.stream().noneMatch(ProcessHandle::isAlive));
        }
    }

    private Server start() {
        List<String> arguments = List.of(
                "--charge-points", Integer.toString(CHARGE_POINTS),
                "--kafka-port", Integer.toString(kafka),
                "--redis-port", Integer.toString(redis),
                "--gateway-port", Integer.toString(Ports.free()),
                "--admin-port", Integer.toString(admin));
        Path log = directory.resolve("dev.log");
        return new Server(
                        "ops/dev",
                        JavaCommand.jar(ProjectFiles.file("ops/target/ops.jar"), List.of(), arguments),
                        log,
                        () -> Readiness.logged(log, "Ready after"))
                .start();
    }

    private JsonObject health() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + admin + "/health"))
                .timeout(Duration.ofSeconds(60))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            String body = client.send(request, HttpResponse.BodyHandlers.ofString(UTF_8))
                    .body();
            return JsonParser.parseString(body).getAsJsonObject();
        }
    }

    private void awaitEventsOfAll() {
        Set<String> seen = new HashSet<>();
        Set<String> versions = new TreeSet<>();
        try (Feed<BackendEvent> feed = Feed.events("127.0.0.1:" + kafka, true)) {
            await().atMost(TIMEOUT).until(() -> {
                feed.next().forEach(event -> {
                    seen.add(event.chargePointId());
                    versions.add(event.data().get("protocolVersion").getAsString());
                });
                return seen.size() == CHARGE_POINTS;
            });
        }
        assertEquals(Set.of("1.6", "2.0.1", "2.1"), versions);
    }

    /** As {@code ops/dev} prints: the first three charge points have one version each. */
    private void oneCommandWorksOnEveryVersion() throws InterruptedException {
        List<String> arguments = List.of(
                "send",
                "CP-001,CP-002,CP-003",
                "trigger.message",
                "{\"message\":\"Heartbeat\"}",
                "--kafka-port",
                Integer.toString(kafka),
                "--redis-port",
                Integer.toString(redis));
        Path log = directory.resolve("send.log");
        Server send = new Server(
                "ops/dev send",
                JavaCommand.jar(ProjectFiles.file("ops/target/ops.jar"), List.of(), arguments),
                log,
                () -> () -> true);
        try (send) {
            assertEquals(0, send.start().awaitExit(TIMEOUT), send.logTail());
            assertEquals(
                    3,
                    send.logTail()
                            .lines()
                            .filter(line -> line.contains("completed"))
                            .count(),
                    send.logTail());
        }
    }
}
