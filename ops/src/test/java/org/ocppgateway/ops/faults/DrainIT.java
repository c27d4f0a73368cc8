package org.ocppgateway.ops.faults;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ocppgateway.ops.stack.process.Server;

/** Sessions leave a pod at a rate: at SIGTERM, when an operator drains it, and when the process is killed meanwhile. */
class DrainIT {
    private static final int RATE = 20;
    private static final int CHARGE_POINTS = 40;

    /** The first sessions leave at once; each other one waits for its turn. */
    private static final Duration SHORTEST = Duration.ofMillis(1000L * (CHARGE_POINTS - 2) / RATE);

    /** Exit status of a JVM that stopped because of SIGTERM. */
    private static final int SIGTERM_STATUS = 143;

    private static final String RESET = "{\"type\":\"soft\"}";
    private static final String STATUS = "{\"connectorId\":1,\"errorCode\":\"NoError\",\"status\":\"Available\"}";

    @TempDir
    static Path directory = Path.of("");

    private static Rig rig;
    private static ApiClient api;

    @BeforeAll
    static void start() throws Exception {
        rig = Rig.start(directory, 2, """
            gateway.stop-timeout = 30 s
            gateway.drain.rate-per-second = %d
            """.formatted(RATE));
        api = new ApiClient(rig.gateway(0));
        await().atMost(RawChargePoint.TIMEOUT)
                .until(() -> api.get("/pods").items().size() == 2);
    }

    @AfterAll
    static void stop() {
        rig.close();
    }

    @AfterEach
    void endDrain() throws InterruptedException {
        api.send("DELETE", "/pods/gateway-1/drain", "", RawChargePoint.TIMEOUT);
    }

    @Test
    void aPodDrainsAtItsRateAndWorksAfterTheDrainIsCancelled() throws Exception {
        List<RawChargePoint> all = boot("API");
        RawChargePoint charging = all.get(CHARGE_POINTS / 2);
        charging.call(
                "StartTransaction",
                "{\"connectorId\":1,\"idTag\":\"T\",\"meterStart\":0,\"timestamp\":\"%s\"}".formatted(Instant.now()));
        charging.call("StatusNotification", STATUS.replace("Available", "Charging"));
        long begun = System.nanoTime();
        ApiClient.Answer drained = api.send("POST", "/pods/gateway-1/drain", "", RawChargePoint.TIMEOUT);
        assertEquals(202, drained.status(), drained.text());
        assertEquals(
                RATE,
                drained.json().getAsJsonObject("drain").get("ratePerSecond").getAsInt());
        RawChargePoint.Refused refused = assertThrows(
                RawChargePoint.Refused.class,
                () -> RawChargePoint.connect(rig.gateway(1).endpoint(), "API-LATE"));
        assertEquals(503, refused.status());
        all.forEach(each -> assertEquals(1012, each.awaitClosed(), each.id()));
        assertTrue(Duration.ofNanos(System.nanoTime() - begun).compareTo(SHORTEST) >= 0, "paced");
        await().atMost(RawChargePoint.TIMEOUT)
                .until(() -> drainOf("gateway-1").get("state").getAsString().equals("drained"));
        all.forEach(each -> assertEquals("pod-draining", offlineReason(each.id())));
        // The charge points answer the close frames of the last sessions within moments of each other.
        assertTrue(
                all.stream()
                                .filter(each -> endedAt(each).isAfter(endedAt(charging)))
                                .count()
                        <= 4,
                "charging: last");
        assertEquals(503, rig.get(1, "/health/ready").statusCode());
        assertEquals(200, rig.get(1, "/health/live").statusCode());

        ApiClient.Answer ended = api.send("DELETE", "/pods/gateway-1/drain", "", RawChargePoint.TIMEOUT);
        assertEquals(200, ended.status(), ended.text());
        assertFalse(ended.json().get("draining").getAsBoolean());
        try (RawChargePoint again = rig.boot(1, "API-AGAIN")) {
            String commandId = rig.command(again.id(), "reset", RESET);
            again.answer(again.awaitCommand(), "{\"status\":\"Accepted\"}");
            assertEquals("completed", rig.result(commandId).get("outcome").getAsString());
        }
        List<String> audited = api.get("/audit").items().stream()
                .map(item -> item.get("method").getAsString() + " "
                        + item.get("path").getAsString())
                .toList();
        assertTrue(
                audited.containsAll(
                        List.of("POST /api/v1/pods/gateway-1/drain", "DELETE /api/v1/pods/gateway-1/drain")),
                audited::toString);
    }

    @Test
    void aDrainIsCancelledInItsMiddleAndTheOtherSessionsStay() throws Exception {
        List<RawChargePoint> all = boot("CANCEL");
        api.send("POST", "/pods/gateway-1/drain", "{\"ratePerSecond\":2}", RawChargePoint.TIMEOUT);
        await().atMost(RawChargePoint.TIMEOUT).until(() -> all.stream().anyMatch(each -> !each.isOpen()));
        api.send("DELETE", "/pods/gateway-1/drain", "", RawChargePoint.TIMEOUT);
        List<RawChargePoint> staying =
                all.stream().filter(RawChargePoint::isOpen).toList();
        // At most one session was leaving at that moment.
        assertTrue(staying.size() > 1, "some stay");
        long answered = staying.stream().filter(DrainIT::answersHeartbeat).count();
        assertTrue(answered >= staying.size() - 1, answered + " of " + staying.size());
        all.forEach(RawChargePoint::close);
    }

    @Test
    void atSigtermSessionsLeaveAtTheRateWithTheirLastAnswers() throws Exception {
        List<RawChargePoint> all = boot("TERM");
        RawChargePoint pipelining = rig.boot(1, "TERM-PIPELINING");
        List<String> sent = new ArrayList<>();
        Thread sender = Thread.ofVirtual().start(() -> pipeline(pipelining, sent));
        await().atMost(RawChargePoint.TIMEOUT).until(() -> answered(pipelining).size() > 10);
        RawChargePoint answering = rig.boot(1, "TERM-ANSWERING");
        String commandId = rig.command(answering.id(), "reset", RESET);
        JsonArray call = answering.awaitCommand();
        Server server = rig.gateway(1).server();
        long begun = System.nanoTime();
        server.terminate();
        await().atMost(RawChargePoint.TIMEOUT).until(() -> all.stream().anyMatch(each -> !each.isOpen()));
        assertEquals("leaving", drainOf("gateway-1").get("state").getAsString());
        ApiClient.Answer refused = api.send("DELETE", "/pods/gateway-1/drain", "", RawChargePoint.TIMEOUT);
        assertEquals(409, refused.status(), refused.text());
        answering.answer(call, "{\"status\":\"Accepted\"}");
        assertEquals(1012, answering.awaitClosed());
        assertEquals("completed", rig.result(commandId).get("outcome").getAsString());
        all.forEach(each -> assertEquals(1012, each.awaitClosed(), each.id()));
        assertEquals(1012, pipelining.awaitClosed());
        assertTrue(Duration.ofNanos(System.nanoTime() - begun).compareTo(SHORTEST) >= 0, "paced");
        assertEquals(SIGTERM_STATUS, server.awaitExit(RawChargePoint.TIMEOUT));
        sender.join();
        assertAnswersAreAPrefix(pipelining, sent);
        all.forEach(each -> assertEquals("pod-stopping", offlineReason(each.id())));
        assertEquals("pod-stopping", offlineReason(pipelining.id()));
        String log = Files.readString(server.log());
        assertTrue(log.contains("gateway-1 is drained, gracefully"), log);
        assertTrue(log.contains("gateway-1 has stopped, gracefully"), log);
        restart(server);
    }

    @Test
    void killedInTheMiddleOfADrainNothingIsLostAndEveryCommandEnds() throws Exception {
        List<RawChargePoint> all = boot("KILL");
        List<String> commands = new ArrayList<>();
        for (RawChargePoint each : all) {
            commands.add(rig.command(each.id(), "reset", RESET));
        }
        all.forEach(each -> each.sendCall("StatusNotification", STATUS));
        Server server = rig.gateway(1).server();
        api.send("POST", "/pods/gateway-1/drain", "{\"ratePerSecond\":10}", RawChargePoint.TIMEOUT);
        // Half of the charge points answer their command; the others keep their session in the drain.
        for (RawChargePoint each : all.subList(0, CHARGE_POINTS / 2)) {
            each.answer(each.awaitCommand(), "{\"status\":\"Accepted\"}");
        }
        await().atMost(RawChargePoint.TIMEOUT).until(() -> all.stream().anyMatch(each -> !each.isOpen()));
        assertTrue(all.stream().anyMatch(RawChargePoint::isOpen), "in the middle of the drain");
        server.kill();
        all.forEach(RawChargePoint::awaitClosed);
        for (RawChargePoint each : all) {
            int answers = each.frames(frame -> frame.get(0).getAsInt() == 3).size();
            int published = rig.backend().events(each.id()).stream()
                    .filter(event -> !event.get("type").getAsString().matches("device\\.(connected|offline)"))
                    .toList()
                    .size();
            assertTrue(published >= answers, each.id() + ": " + answers + " answers, " + published + " events");
        }
        for (String commandId : commands) {
            assertTrue(
                    Set.of("completed", "uncertain", "not-connected")
                            .contains(rig.result(commandId).get("outcome").getAsString()),
                    commandId);
        }
        all.forEach(each -> offlineReason(each.id()));
        restart(server);
    }

    private static List<RawChargePoint> boot(String prefix) throws InterruptedException {
        List<RawChargePoint> all = new ArrayList<>();
        for (int i = 0; i < CHARGE_POINTS; i++) {
            all.add(rig.boot(1, prefix + "-" + i));
        }
        return all;
    }

    private static void restart(Server server) throws InterruptedException {
        server.start();
        server.awaitReady(RawChargePoint.TIMEOUT);
        await().atMost(RawChargePoint.TIMEOUT)
                .until(() -> api.get("/pods").items().size() == 2
                        && !api.get("/pods").json().has("missing"));
    }

    private static JsonObject drainOf(String pod) throws InterruptedException {
        return api.get("/pods").items().stream()
                .filter(item -> item.get("pod").getAsString().equals(pod))
                .map(item -> item.getAsJsonObject("drain"))
                .findFirst()
                .orElseThrow();
    }

    private static String offlineReason(String id) {
        return rig.backend().awaitEvent(id, "device.offline").get("reason").getAsString();
    }

    private static Instant endedAt(RawChargePoint chargePoint) {
        return Instant.parse(rig.backend()
                .events(chargePoint.id(), "device.offline")
                .getFirst()
                .get("time")
                .getAsString());
    }

    private static boolean answersHeartbeat(RawChargePoint chargePoint) {
        try {
            return chargePoint.call("Heartbeat", "{}").has("currentTime");
        } catch (CompletionException closed) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends CALLs without waiting for answers until the connection closes. */
    private static void pipeline(RawChargePoint chargePoint, List<String> sent) {
        try {
            while (chargePoint.isOpen()) {
                sent.add(chargePoint.sendCall("StatusNotification", STATUS));
            }
        } catch (CompletionException closed) {
            // The end of the connection.
        }
    }

    private static Set<String> answered(RawChargePoint chargePoint) {
        return chargePoint.frames(frame -> frame.get(0).getAsInt() == 3).stream()
                .map(frame -> frame.get(1).getAsString())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Every message up to the last answered one was answered: the answers before the close frame were not lost. */
    private static void assertAnswersAreAPrefix(RawChargePoint chargePoint, List<String> sent) {
        Set<String> answered = answered(chargePoint);
        int last = IntStream.range(0, sent.size())
                .filter(i -> answered.contains(sent.get(i)))
                .max()
                .orElseThrow();
        assertTrue(
                answered.containsAll(sent.subList(0, last + 1)),
                () -> sent.subList(0, last + 1).stream()
                        .filter(id -> !answered.contains(id))
                        .toList()
                        .toString());
    }
}
