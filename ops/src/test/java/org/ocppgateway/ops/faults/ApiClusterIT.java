package org.ocppgateway.ops.faults;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ocppgateway.ops.faults.ApiClient.Answer;

/** The API of one gateway process answers for the charge points of another one, also while that one is paused. */
class ApiClusterIT {
    /** A partial answer comes although the paused pod never answers. */
    private static final Duration PARTIAL = Duration.ofSeconds(60);

    private static final String RESET = "{\"type\":\"reset\",\"data\":{\"type\":\"soft\"}}";

    @TempDir
    static Path directory = Path.of("");

    private static Rig rig;
    private static ApiClient first;
    private static ApiClient second;

    @BeforeAll
    static void start() throws Exception {
        // A paused pod keeps its lease and its routes during these tests.
        rig = Rig.start(directory, 2, "gateway.redis { lease-lifetime = 10 m, route-lifetime = 10 m }");
        first = new ApiClient(rig.gateway(0));
        second = new ApiClient(rig.gateway(1));
        await().atMost(RawChargePoint.TIMEOUT)
                .until(() -> first.get("/pods").items().size() == 2);
    }

    @AfterAll
    static void stop() {
        rig.close();
    }

    private static List<String> members(List<JsonObject> items, String member) {
        return items.stream().map(item -> item.get(member).getAsString()).toList();
    }

    @Test
    void everyPodListsTheChargePointsOfAllPods() throws Exception {
        try (RawChargePoint here = rig.boot(0, "LIST-A");
                RawChargePoint there = rig.boot(1, "LIST-B")) {
            Answer list = first.get("/charge-points?id=LIST-");
            assertEquals(List.of("LIST-A", "LIST-B"), members(list.items(), "chargePointId"), list.text());
            assertEquals(List.of("gateway-0", "gateway-1"), members(list.items(), "pod"));
            assertFalse(list.json().has("missing"), list.text());
            Answer page = second.get("/charge-points?id=LIST-&limit=1");
            assertEquals("LIST-A", page.text("next"));
            assertEquals(
                    List.of("LIST-B"),
                    members(second.get("/charge-points?id=LIST-&after=LIST-A").items(), "chargePointId"));
            assertEquals(
                    List.of("LIST-B"),
                    members(first.get("/charge-points?id=LIST-&pod=gateway-1").items(), "chargePointId"));
            assertEquals(
                    List.of(),
                    first.get("/charge-points?id=LIST-&protocol=ocpp2.1").items());
            String vendor = list.items().getFirst().get("vendor").getAsString();
            assertEquals(
                    2,
                    first.get("/charge-points?id=LIST-&vendor=" + vendor)
                            .items()
                            .size());
            assertEquals(400, first.get("/charge-points?sort=color").status());
            assertEquals(
                    2,
                    first.get("/charge-points?id=LIST-&sort=messages").items().size());
            assertEquals(
                    List.of("LIST-B"),
                    members(
                            first.get("/search?q=LIST-B").items().stream()
                                    .map(item -> item.getAsJsonObject("chargePoint"))
                                    .toList(),
                            "chargePointId"));
            here.ping();
            there.ping();
        }
    }

    @Test
    void theFactsOfAChargePointComeFromItsPod() throws Exception {
        Instant begun = Instant.now();
        try (RawChargePoint there = rig.boot(1, "FACTS-1")) {
            JsonObject facts = first.get("/charge-points/FACTS-1").json();
            assertTrue(facts.get("online").getAsBoolean(), facts.toString());
            assertEquals("gateway-1", facts.get("pod").getAsString());
            assertEquals("ocpp1.6", facts.get("protocol").getAsString());
            assertEquals("accepted", facts.get("registration").getAsString());
            assertEquals(0, facts.get("securityProfile").getAsInt());
            assertTrue(facts.get("bytesReceived").getAsLong() > 0, facts.toString());
            assertTrue(Instant.parse(facts.get("connectedAt").getAsString()).isAfter(begun.minusSeconds(60)));
            there.ping();
        }
        await().atMost(RawChargePoint.TIMEOUT)
                .until(() -> !first.get("/charge-points/FACTS-1")
                        .json()
                        .get("online")
                        .getAsBoolean());
        JsonObject offline = first.get("/charge-points/FACTS-1").json();
        assertEquals("accepted", offline.get("registration").getAsString());
        await().atMost(RawChargePoint.TIMEOUT)
                .until(() -> first.get("/charge-points/FACTS-1").json().has("lastEnd"));
        JsonObject ended = first.get("/charge-points/FACTS-1/sessions").items().getFirst();
        assertEquals("gateway-1", ended.get("pod").getAsString());
        assertEquals("network", ended.get("endedBy").getAsString(), "the client aborts the connection");
        assertEquals(404, first.get("/charge-points/NEVER-SEEN").status());
        assertEquals(404, first.get("/charge-points/NEVER-SEEN/sessions").status());
    }

    @Test
    void aPausedPodIsNamedInPartialAnswers() throws Exception {
        try (RawChargePoint there = rig.boot(1, "PAUSED-1")) {
            there.ping();
            rig.gateway(1).server().pause();
            try {
                Answer list = first.send("GET", "/charge-points?id=PAUSED-", "", PARTIAL);
                assertEquals(List.of("gateway-1"), members(list.list("missing"), "pod"), list.text());
                Answer facts = first.send("GET", "/charge-points/PAUSED-1", "", PARTIAL);
                assertEquals(200, facts.status());
                assertEquals(List.of("gateway-1"), members(facts.list("missing"), "pod"), facts.text());
                assertEquals("gateway-1", facts.text("pod"));
                assertTrue(facts.json().get("online").getAsBoolean());
                Answer connectors = first.send("GET", "/charge-points/PAUSED-1/connectors", "", PARTIAL);
                assertEquals(200, connectors.status(), connectors.text());
                assertEquals(List.of(), connectors.items());
                assertEquals(List.of("gateway-1"), members(connectors.list("missing"), "pod"), connectors.text());
                assertEquals(
                        503,
                        first.send("POST", "/charge-points/PAUSED-1/disconnect", "", PARTIAL)
                                .status());
                Answer pods = first.send("GET", "/pods", "", PARTIAL);
                assertEquals(List.of("gateway-0"), members(pods.items(), "pod"));
                assertEquals(List.of("gateway-1"), members(pods.list("missing"), "pod"));
                for (String path : List.of("/statistics", "/search?q=PAUSED-1", "/log-level")) {
                    Answer partial = first.send("GET", path, "", PARTIAL);
                    assertEquals(List.of("gateway-1"), members(partial.list("missing"), "pod"), partial.text());
                }
            } finally {
                rig.gateway(1).server().resume();
            }
            await().atMost(RawChargePoint.TIMEOUT)
                    .until(() -> first.send("GET", "/pods", "", PARTIAL)
                            .list("missing")
                            .isEmpty());
        }
    }

    @Test
    void aCommandThroughAnyPodEndsWithItsResult() throws Exception {
        String key = UUID.randomUUID().toString();
        try (RawChargePoint there = rig.boot(1, "COMMAND-1")) {
            Future<Answer> request = async(() -> first.command("COMMAND-1", RESET, "Idempotency-Key", key));
            JsonArray reset = there.awaitCommand();
            assertEquals("Reset", reset.get(2).getAsString());
            there.answer(reset, "{\"status\":\"Accepted\"}");
            Answer answer = request.get(60, TimeUnit.SECONDS);
            assertEquals(200, answer.status(), answer.text());
            assertEquals("completed", answer.text("outcome"));
            assertEquals(key, answer.text("commandId"));
            assertEquals(
                    answer.json(),
                    first.command("COMMAND-1", RESET, "Idempotency-Key", key).json());
            assertEquals(
                    answer.json(),
                    second.command("COMMAND-1", RESET, "Idempotency-Key", key).json());
            assertEquals(1, there.commandsReceived());
            String other = "{\"type\":\"reset\",\"data\":{\"type\":\"hard\"}}";
            assertEquals(
                    409,
                    second.command("COMMAND-1", other, "Idempotency-Key", key).status());
            Answer state = second.get("/commands/" + key);
            assertEquals("ended", state.text("state"));
            assertEquals(answer.json(), state.json().getAsJsonObject("result"));
            assertEquals("completed", rig.result(key).get("outcome").getAsString());
            String messageId = reset.get(1).getAsString();
            await().atMost(RawChargePoint.TIMEOUT)
                    .until(() -> !first.get("/search?q=" + messageId).items().isEmpty());
            JsonObject message = first.get("/search?q=" + messageId).items().getFirst();
            assertEquals("message", message.get("kind").getAsString());
            assertEquals(
                    "COMMAND-1",
                    message.getAsJsonObject("message").get("chargePointId").getAsString());
            assertEquals(
                    "command",
                    second.get("/search?q=" + key)
                            .items()
                            .getFirst()
                            .get("kind")
                            .getAsString());
        }
    }

    @Test
    void anAcceptedCommandIsKnownAtOnceAndEndsAlthoughItsPodDies() throws Exception {
        try (Rig own = Rig.start(java.nio.file.Files.createDirectory(directory.resolve("dying")), 2, "");
                RawChargePoint there = own.boot(1, "DYING-1");
                RawChargePoint lost = own.boot(0, "LOST-1")) {
            ApiClient dying = new ApiClient(own.gateway(0));
            Answer accepted = dying.command("DYING-1", RESET, "Prefer", "respond-async");
            own.gateway(0).server().kill();
            assertEquals(202, accepted.status(), accepted.text());
            String id = accepted.text("commandId");
            Answer state = new ApiClient(own.gateway(1)).get("/commands/" + id);
            assertEquals(200, state.status(), state.text());
            there.answer(there.awaitCommand(), "{\"status\":\"Accepted\"}");
            assertEquals("completed", own.result(id).get("outcome").getAsString());
            ApiClient living = new ApiClient(own.gateway(1));
            await().atMost(RawChargePoint.TIMEOUT)
                    .until(() -> living.get("/charge-points/LOST-1").json().has("lastEnd"));
            JsonObject end = living.get("/charge-points/LOST-1").json().getAsJsonObject("lastEnd");
            assertEquals("pod-lost", end.get("reason").getAsString());
            assertEquals("gateway-0", end.get("pod").getAsString());
            lost.close();
        }
    }

    @Test
    void whatCannotBecomeACommandIsRefusedAndEverythingElseHasAnOutcome() throws Exception {
        assertEquals(422, first.command("REFUSED-1", "{\"type\":\"explode\"}").status());
        assertEquals(400, first.command("REFUSED-1", "{\"data\":{}}").status());
        assertEquals(
                400,
                first.command("REFUSED-1", "{\"type\":\"reset\",\"data\":1}").status());
        assertEquals(
                400,
                first.command("REFUSED-1", "{\"type\":\"reset\",\"color\":1}").status());
        assertEquals(
                400, first.command("REFUSED-1", RESET, "Prefer", "wait=long").status());
        assertEquals(
                400, first.command("REFUSED-1", RESET, "Idempotency-Key", "a b").status());
        Answer absent = first.command("REFUSED-1", RESET);
        assertEquals(200, absent.status(), absent.text());
        assertEquals("not-connected", absent.text("outcome"));
        String expired = "{\"type\":\"reset\",\"data\":{\"type\":\"soft\"},\"expiresAt\":\"2020-01-01T00:00:00Z\"}";
        assertEquals("expired", first.command("REFUSED-1", expired).text("outcome"));
        try (RawChargePoint there = rig.boot(1, "REFUSED-2")) {
            Answer invalid = first.command("REFUSED-2", "{\"type\":\"reset\",\"data\":{\"type\":\"sideways\"}}");
            assertEquals("invalid", invalid.text("outcome"), invalid.text());
            there.ping();
        }
        assertEquals(404, first.get("/commands/unknown").status());
    }

    @Test
    void aChargePointOfAnotherPodIsDisconnectedAndItsEndIsRecorded() throws Exception {
        try (RawChargePoint there = rig.boot(1, "GONE-1")) {
            Answer ended = first.send("POST", "/charge-points/GONE-1/disconnect", "", Duration.ofSeconds(20));
            assertEquals(202, ended.status(), ended.text());
            assertEquals(1012, there.awaitClosed());
        }
        await().atMost(RawChargePoint.TIMEOUT)
                .until(() ->
                        !first.get("/charge-points/GONE-1/sessions").items().isEmpty());
        JsonObject end = first.get("/charge-points/GONE-1/sessions").items().getFirst();
        assertEquals("disconnected", end.get("reason").getAsString());
        assertEquals("gateway", end.get("endedBy").getAsString());
        assertEquals(
                409,
                first.send("POST", "/charge-points/GONE-1/disconnect", "", Duration.ofSeconds(20))
                        .status());
        assertEquals(
                404,
                first.send("POST", "/charge-points/NEVER-SEEN/disconnect", "", Duration.ofSeconds(20))
                        .status());
    }

    @Test
    void aChargePointThatOnlyHasAnEndedSessionIsKnownToEveryOperation() throws Exception {
        try (RawChargePoint silent = RawChargePoint.connect(rig.gateway(1).endpoint(), "HISTORY-1")) {
            silent.ping();
        }
        await().atMost(RawChargePoint.TIMEOUT)
                .until(() -> first.get("/charge-points/HISTORY-1/sessions").status() == 200);
        assertEquals(200, first.get("/charge-points/HISTORY-1").status());
        assertEquals(200, first.get("/charge-points/HISTORY-1/connectors").status());
        assertEquals(200, first.get("/charge-points/HISTORY-1/frames").status());
        Answer ended = first.send("POST", "/charge-points/HISTORY-1/disconnect", "", Duration.ofSeconds(20));
        assertEquals(409, ended.status(), ended.text());
    }

    @Test
    void flappingChargePointsComeFirst() throws Exception {
        for (int i = 0; i < 3; i++) {
            rig.boot(i % 2, "FLAP-B").close();
        }
        await().atMost(RawChargePoint.TIMEOUT)
                .until(() -> first.get("/charge-points/FLAP-B/sessions").items().size() == 3);
        try (RawChargePoint quiet = rig.boot(0, "FLAP-A");
                RawChargePoint flapping = rig.boot(1, "FLAP-B")) {
            List<JsonObject> items =
                    first.get("/charge-points?id=FLAP-&sort=reconnects").items();
            assertEquals(List.of("FLAP-B", "FLAP-A"), members(items, "chargePointId"));
            assertEquals(3, items.getFirst().get("reconnects").getAsInt());
            quiet.ping();
            flapping.ping();
        }
    }

    @Test
    void theAuditAndTheRefusalsOfAPodAreReadThroughAnother() throws Exception {
        String ban = "{\"id\":\"BANNED-1\",\"until\":\"%s\",\"reason\":\"test\"}"
                .formatted(Instant.now().plusSeconds(600));
        assertEquals(
                201, first.send("POST", "/bans", ban, Duration.ofSeconds(20)).status());
        List<JsonObject> audit = second.get("/audit").items();
        assertTrue(
                audit.stream().anyMatch(item -> item.get("path").getAsString().equals("/api/v1/bans")),
                audit.toString());
        assertEquals(members(audit, "auditId").stream().sorted().toList(), members(audit, "auditId"), "sorted by id");
        CompletableFuture<RawChargePoint> refused =
                RawChargePoint.connectLater(rig.gateway(0).endpoint(), "BANNED-1");
        await().atMost(RawChargePoint.TIMEOUT).until(refused::isDone);
        await().atMost(RawChargePoint.TIMEOUT)
                .until(() -> !second.get("/refusals?id=BANNED-1").items().isEmpty());
        assertEquals(
                "gateway-0",
                second.get("/refusals?id=BANNED-1")
                        .items()
                        .getFirst()
                        .get("pod")
                        .getAsString());
    }

    @Test
    void statisticsAreForAllPodsAndCommandTypesForAVersion() throws Exception {
        await().atMost(RawChargePoint.TIMEOUT)
                .until(() -> members(first.get("/statistics?minutes=5").items(), "pod")
                        .containsAll(List.of("gateway-0", "gateway-1")));
        assertEquals(400, first.get("/statistics?minutes=1000").status());
        List<String> types =
                members(first.get("/command-types?protocol=ocpp1.6&limit=1000").items(), "type");
        assertTrue(types.contains("reset") && !types.contains("get.variables"), types.toString());
        assertEquals(400, first.get("/command-types?protocol=ocpp9").status());
    }

    @Test
    void aLogLevelIsSetOnAllPodsUntilItsEnd() throws Exception {
        String level = "{\"level\":\"debug\",\"id\":\"LOG-1\",\"until\":\"%s\"}"
                .formatted(Instant.now().plusSeconds(600));
        assertEquals(
                200,
                first.send("PUT", "/log-level", level, Duration.ofSeconds(20)).status());
        assertTrue(second.get("/log-level").items().stream()
                .anyMatch(item -> item.has("id") && item.get("id").getAsString().equals("LOG-1")));
        assertEquals(
                400,
                first.send("PUT", "/log-level", level.replace("debug", "loud"), Duration.ofSeconds(20))
                        .status());
        assertEquals(
                400,
                first.send(
                                "PUT",
                                "/log-level",
                                "{\"level\":\"debug\",\"until\":\"2020-01-01T00:00:00Z\"}",
                                Duration.ofSeconds(20))
                        .status());
    }

    private static <T> Future<T> async(java.util.concurrent.Callable<T> call) {
        FutureTask<T> task = new FutureTask<>(call);
        Thread.ofVirtual().start(task);
        return task;
    }
}
