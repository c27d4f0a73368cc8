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
import java.util.function.Predicate;
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
    private static final int CHARGING = 8;

    /** Unanswered CALLs of a charge point that does not wait for answers; fewer than gateway.connection.writer-bound. */
    private static final int PIPELINE = 32;

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
        List<RawChargePoint> charging = all.subList(0, CHARGING);
        for (RawChargePoint each : charging) {
            startCharging(each);
        }
        api.send("POST", "/pods/gateway-1/drain", "{\"ratePerSecond\":2}", RawChargePoint.TIMEOUT);
        await().atMost(RawChargePoint.TIMEOUT).until(() -> open(all).size() <= CHARGE_POINTS - 2 * CHARGING);
        api.send("DELETE", "/pods/gateway-1/drain", "", RawChargePoint.TIMEOUT);
        await("the charge points have seen all closes")
                .atMost(RawChargePoint.TIMEOUT)
                .until(() -> open(all).size() == connections("gateway-1"));
        List<RawChargePoint> staying = open(all);
        assertTrue(staying.size() > 1, "some stay");
        assertTrue(staying.containsAll(charging) || charging.containsAll(staying), "charging: last");
        // At most one session was leaving at that moment.
        long answered = staying.stream().filter(DrainIT::answersHeartbeat).count();
        assertTrue(answered >= staying.size() - 1, answered + " of " + staying.size());
        all.forEach(RawChargePoint::close);
    }

    private static void startCharging(RawChargePoint chargePoint) throws InterruptedException {
        chargePoint.call(
                "StartTransaction",
                "{\"connectorId\":1,\"idTag\":\"T\",\"meterStart\":0,\"timestamp\":\"%s\"}".formatted(Instant.now()));
        chargePoint.call("StatusNotification", STATUS.replace("Available", "Charging"));
    }

    private static List<RawChargePoint> open(List<RawChargePoint> chargePoints) {
        return chargePoints.stream().filter(RawChargePoint::isOpen).toList();
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

    private static JsonObject drainOf(String pod) {
        return pod(pod).getAsJsonObject("drain");
    }

    private static int connections(String pod) {
        return pod(pod).get("connections").getAsInt();
    }

    private static JsonObject pod(String pod) {
        return api.get("/pods").items().stream()
                .filter(item -> item.get("pod").getAsString().equals(pod))
                .findFirst()
                .orElseThrow();
    }

    private static String offlineReason(String id) {
        return rig.backend().awaitEvent(id, "device.offline").get("reason").getAsString();
    }

    private static boolean answersHeartbeat(RawChargePoint chargePoint) {
        try {
            return isAnswered(chargePoint, chargePoint.sendCall("Heartbeat", "{}"));
        } catch (CompletionException closed) {
            return false;
        }
    }

    /** Waits for an answer or the end of the connection; returns whether it was an answer. */
    private static boolean isAnswered(RawChargePoint chargePoint, String messageId) {
        Predicate<JsonArray> answer = RawChargePoint.isAnswerTo(messageId);
        if (chargePoint.frames(answer).isEmpty()) {
            await("an answer to " + chargePoint.id())
                    .atMost(RawChargePoint.TIMEOUT)
                    .until(() ->
                            !chargePoint.isOpen() || !chargePoint.frames(answer).isEmpty());
        }
        return !chargePoint.frames(answer).isEmpty();
    }

    /**
     * Sends CALLs ahead of their answers until the connection closes. More than {@link #PIPELINE} are never unanswered: if this process
     * stalled, their answers would fill the queue of the connection, and it would be closed for that.
     */
    private static void pipeline(RawChargePoint chargePoint, List<String> sent) {
        try {
            while (chargePoint.isOpen()) {
                if (sent.size() < PIPELINE || isAnswered(chargePoint, sent.get(sent.size() - PIPELINE))) {
                    sent.add(chargePoint.sendCall("StatusNotification", STATUS));
                }
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
