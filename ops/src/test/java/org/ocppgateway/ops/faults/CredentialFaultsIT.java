package org.ocppgateway.ops.faults;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.RedisClient;

/** Rows 1 to 5 and 7 of the faults: credentials, with entries of a file, of Redis and of the API. */
class CredentialFaultsIT {
    private static final String BOOT = "{\"chargePointVendor\":\"V\",\"chargePointModel\":\"M\"}";
    private static final String KEY = "0123456789abcdeffedcba98765432100f1e2d3c";
    private static final String SET_KEY = "{\"key\":\"AuthorizationKey\",\"value\":\"%s\"}".formatted(KEY);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    static Path directory = Path.of("");

    private static Path file = Path.of("");
    private static Rig rig;

    @BeforeAll
    static void start() throws Exception {
        file = directory.resolve("credentials.json");
        write("{\"FILE-1\": {\"profile\": 1}, %s}");
        rig = Rig.start(directory, 2, """
            gateway.security {
              required-profile = 1
              credentials.file = "%s"
              credentials.file-check-interval = 200 ms
              failed-attempts.by-identity = 5
            }
            """.formatted(file));
    }

    @AfterAll
    static void stop() {
        rig.close();
    }

    @Test
    @DisplayName("row 1: valid Basic credentials are admitted")
    void validBasicCredentialsAreAdmitted() throws Exception {
        put("R1", "{\"profile\":1,\"password\":\"correct horse\"}", 201);
        try (RawChargePoint chargePoint = connect(0, "R1", "R1", "correct horse")) {
            assertEquals(
                    "Accepted",
                    chargePoint.call("BootNotification", BOOT).get("status").getAsString());
        }
    }

    @Test
    @DisplayName("row 1: a key of OCPP 1.6 matches as text and as bytes")
    void aHexadecimalKeyMatchesInBothSpellings() throws Exception {
        put("R1-HEX", "{\"profile\":1,\"password\":\"%s\"}".formatted(KEY), 201);
        connect(0, "R1-HEX", "R1-HEX", KEY).close();
        connect(1, "R1-HEX", "R1-HEX", KEY.toUpperCase(Locale.ROOT)).close();
    }

    @Test
    @DisplayName("row 2: the user name differs from the identity in the path")
    void anotherUserNameIsRefused() throws Exception {
        put("R2", "{\"profile\":1,\"password\":\"correct horse\"}", 201);
        assertEquals(401, refused(0, "R2", "R2-other", "correct horse").status());
        assertEquals("wrong-user-name", refusal("R2").get("reason").getAsString());
    }

    @Test
    @DisplayName("row 3: a wrong password or none is answered with 401 and a challenge, without a Redis write")
    void aWrongPasswordIsChallengedAndWritesNothing() throws Exception {
        put("R3", "{\"profile\":1,\"password\":\"correct horse\"}", 201);
        try (RedisClient redis = redis()) {
            Set<String> keys = redis.keys("*R3*");
            RawChargePoint.Refused wrong = refused(0, "R3", "R3", "wrong");
            assertEquals(401, wrong.status());
            assertTrue(wrong.challenge().startsWith("Basic realm="), wrong.challenge());
            RawChargePoint.Refused none = assertThrows(
                    RawChargePoint.Refused.class,
                    () -> RawChargePoint.connect(rig.gateway(0).endpoint(), "R3"));
            assertEquals(401, none.status());
            Set<String> written = redis.keys("*R3*");
            written.removeAll(keys);
            written.removeIf(key -> key.startsWith("refusals:"));
            assertEquals(Set.of(), written, "only summaries of refusals are written");
        }
    }

    @Test
    @DisplayName("row 4: an unknown identity is answered with 404")
    void anUnknownIdentityIsNotFound() throws Exception {
        assertEquals(404, refused(0, "R4-unknown", "R4-unknown", "any").status());
        JsonObject refusal = refusal("R4-unknown");
        assertEquals("identity", refusal.get("stage").getAsString());
        assertTrue(refusal.get("suggestion").getAsString().contains("credential entry"));
    }

    @Test
    @DisplayName("row 5: wrong passwords are limited per identity and address; the right one still gets in")
    void wrongPasswordsAreLimitedAndTheRightOneGetsIn() throws Exception {
        put("R5", "{\"profile\":1,\"password\":\"correct horse\"}", 201);
        connect(0, "R5", "R5", "correct horse").close();
        for (int i = 0; i < 5; i++) {
            assertEquals(401, refused(0, "R5", "R5", "wrong" + i).status());
        }
        RawChargePoint.Refused limited = refused(0, "R5", "R5", "wrong");
        assertEquals(429, limited.status());
        assertTrue(Integer.parseInt(limited.retryAfter()) > 0, limited.retryAfter());
        connect(0, "R5", "R5", "correct horse").close();
    }

    @Test
    @DisplayName("row 7: a lower profile after a higher one was used is refused")
    void aProfileIsNeverLowered() throws Exception {
        put("R7", "{\"profile\":1,\"password\":\"correct horse\"}", 201);
        connect(0, "R7", "R7", "correct horse").close();
        put("R7", "{\"profile\":0}", 409);
        try (RedisClient redis = redis()) {
            await().until(() -> "1".equals(redis.get("lastProfile:R7")));
            redis.set("credential:R7", "{\"profile\":0}");
            RawChargePoint.Refused refused = assertThrows(
                    RawChargePoint.Refused.class,
                    () -> RawChargePoint.connect(rig.gateway(1).endpoint(), "R7"));
            assertEquals(401, refused.status());
        }
        assertEquals(204, send("DELETE", 0, "/api/v1/credentials/R7", "").statusCode());
        put("R7", "{\"profile\":0}", 201);
        RawChargePoint.connect(rig.gateway(1).endpoint(), "R7").close();
    }

    @Test
    void anEntryOfTheFileCountsAndIsReloaded() throws Exception {
        assertEquals(401, refused(0, "FILE-1", "FILE-1", "any").status());
        put("FILE-1", "{\"profile\":1,\"password\":\"any\"}", 409);
        write("{\"FILE-1\": {\"profile\": 0}, %s}");
        await().ignoreExceptions().until(() -> {
            RawChargePoint.connect(rig.gateway(0).endpoint(), "FILE-1").close();
            return true;
        });
        try (RawChargePoint chargePoint = RawChargePoint.connect(rig.gateway(0).endpoint(), "FILE-1")) {
            write("{\"FILE-1\": {\"profile\": 0, \"blocked\": true}, %s}");
            assertEquals(1008, chargePoint.awaitClosed());
        }
    }

    @Test
    void blockingDeletingAndRaisingEndTheSessionOnItsPod() throws Exception {
        put("END", "{\"profile\":1,\"password\":\"correct horse\"}", 201);
        try (RawChargePoint chargePoint = connect(1, "END", "END", "correct horse")) {
            put("END", "{\"profile\":1,\"blocked\":true}", 200);
            assertEquals(1008, chargePoint.awaitClosed());
        }
        assertEquals(403, refused(1, "END", "END", "correct horse").status());
        put("END", "{\"profile\":1}", 200);
        try (RawChargePoint chargePoint = connect(1, "END", "END", "correct horse")) {
            put("END", "{\"profile\":2}", 200);
            assertEquals(1008, chargePoint.awaitClosed());
        }
        assertEquals(403, refused(1, "END", "END", "correct horse").status());
        await().atMost(RawChargePoint.TIMEOUT)
                .until(() -> refusals(0, "END").stream()
                        .anyMatch(refusal -> refusal.get("reason").getAsString().equals("tls-required")));
    }

    @Test
    void aBanKeepsAChargePointOutOfAllPodsUntilItIsDeleted() throws Exception {
        put("BAN", "{\"profile\":0}", 201);
        HttpResponse<String> added =
                send("POST", 0, "/api/v1/bans", """
            {"id":"BAN","until":"%s","reason":"test"}\
            """.formatted(Instant.now().plus(Duration.ofMinutes(5))));
        assertEquals(201, added.statusCode(), added.body());
        String banId = JsonParser.parseString(added.body())
                .getAsJsonObject()
                .get("banId")
                .getAsString();
        for (int pod = 0; pod < 2; pod++) {
            int gateway = pod;
            await().until(() -> status(gateway, "BAN") == 403);
        }
        assertEquals("banned", refusal("BAN").get("reason").getAsString());
        assertEquals(204, send("DELETE", 1, "/api/v1/bans/" + banId, "").statusCode());
        for (int pod = 0; pod < 2; pod++) {
            int gateway = pod;
            await().until(() -> status(gateway, "BAN") == 101);
        }
    }

    @Test
    void refusalsOfAllPodsAreListedAndNoPasswordIsShown() throws Exception {
        put("LIST", "{\"profile\":1,\"password\":\"correct horse\"}", 201);
        refused(0, "LIST", "LIST", "canary-password");
        refused(1, "LIST", "LIST", "canary-password");
        await().atMost(Duration.ofSeconds(60)).until(() -> refusals(0, "LIST").size() == 2);
        String page = send("GET", 0, "/api/v1/refusals?id=LIST", "").body();
        assertFalse(page.contains("canary"), page);
        JsonObject entry = JsonParser.parseString(
                        send("GET", 0, "/api/v1/credentials/LIST", "").body())
                .getAsJsonObject();
        assertTrue(entry.get("passwordSet").getAsBoolean());
        assertFalse(entry.toString().contains("argon2"), entry.toString());
    }

    @Test
    void aPasswordSetByACommandEndsTheOldOneOnceItWasSeen() throws Exception {
        put("ROTATE", "{\"profile\":1,\"password\":\"old password\"}", 201);
        try (RawChargePoint chargePoint = connect(0, "ROTATE", "ROTATE", "old password")) {
            chargePoint.call("BootNotification", BOOT);
            String refused = rig.command("ROTATE", "set.configuration", SET_KEY);
            chargePoint.answer(chargePoint.awaitCommand(), "{\"status\":\"Rejected\"}");
            assertEquals("Rejected", rig.result(refused).get("status").getAsString());
        }
        assertEquals(401, refused(0, "ROTATE", "ROTATE", KEY).status());
        try (RawChargePoint chargePoint = connect(1, "ROTATE", "ROTATE", "old password")) {
            chargePoint.call("BootNotification", BOOT);
            String accepted = rig.command("ROTATE", "set.configuration", SET_KEY);
            chargePoint.answer(chargePoint.awaitCommand(), "{\"status\":\"Accepted\"}");
            assertEquals("completed", rig.result(accepted).get("outcome").getAsString());
        }
        connect(0, "ROTATE", "ROTATE", "old password").close();
        connect(1, "ROTATE", "ROTATE", KEY).close();
        await().atMost(RawChargePoint.TIMEOUT).until(() -> statusWith("ROTATE", "old password") == 401);
    }

    @Test
    void theApiSetsANewKeyOnAChargePointOfAnotherPod() throws Exception {
        put("API-ROTATE", "{\"profile\":1,\"password\":\"old password\"}", 201);
        assertEquals(
                409,
                send("POST", 0, "/api/v1/credentials/API-ROTATE/rotate", "").statusCode());
        String key;
        try (RawChargePoint chargePoint = connect(1, "API-ROTATE", "API-ROTATE", "old password")) {
            chargePoint.call("BootNotification", BOOT);
            CompletableFuture<HttpResponse<String>> rotation = CompletableFuture.supplyAsync(
                    () -> assertDoesNotThrow(() -> send("POST", 0, "/api/v1/credentials/API-ROTATE/rotate", "")));
            JsonArray command = chargePoint.awaitCommand();
            assertEquals("ChangeConfiguration", command.get(2).getAsString());
            key = command.get(3).getAsJsonObject().get("value").getAsString();
            assertTrue(key.matches("[0-9a-f]{40}"), key);
            chargePoint.answer(command, "{\"status\":\"Accepted\"}");
            assertTrue(
                    rotation.join().body().contains("\"outcome\":\"rotated\""),
                    rotation.join().body());
        }
        connect(0, "API-ROTATE", "API-ROTATE", key).close();
        await().atMost(RawChargePoint.TIMEOUT).until(() -> statusWith("API-ROTATE", "old password") == 401);
    }

    @Test
    void withAReadOnlySourceARotationIsRefusedWithWhatToConfigure() throws Exception {
        try (RawChargePoint chargePoint = RawChargePoint.boot(rig.gateway(0).endpoint(), "READ-ONLY")) {
            JsonObject result = rig.result(rig.command("READ-ONLY", "set.configuration", SET_KEY));
            assertEquals("invalid", result.get("outcome").getAsString());
            assertTrue(result.get("error").getAsString().contains("source file"), result.toString());
            assertEquals(0, chargePoint.commandsReceived());
        }
    }

    /** @param text with a placeholder for the entries that never change */
    private static void write(String text) throws IOException {
        Files.writeString(file, text.formatted("\"READ-ONLY\": {\"profile\": 0}"));
    }

    private static int statusWith(String id, String password) {
        try {
            connect(0, id, id, password).close();
            return 101;
        } catch (RawChargePoint.Refused refused) {
            return refused.status();
        }
    }

    private static int status(int gateway, String id) {
        try {
            RawChargePoint.connect(rig.gateway(gateway).endpoint(), id).close();
            return 101;
        } catch (RawChargePoint.Refused refused) {
            return refused.status();
        }
    }

    private static RawChargePoint connect(int gateway, String id, String user, String password) {
        return RawChargePoint.connect(rig.gateway(gateway).endpoint(), id, user, password);
    }

    private static RawChargePoint.Refused refused(int gateway, String id, String user, String password) {
        return assertThrows(RawChargePoint.Refused.class, () -> connect(gateway, id, user, password));
    }

    /** Waits until the refusal is known to the first pod, which another pod reports within seconds. */
    private static JsonObject refusal(String id) throws Exception {
        await().atMost(RawChargePoint.TIMEOUT).until(() -> !refusals(0, id).isEmpty());
        return refusals(0, id).getFirst();
    }

    private static List<JsonObject> refusals(int gateway, String id) throws Exception {
        JsonArray items = JsonParser.parseString(
                        send("GET", gateway, "/api/v1/refusals?id=" + id, "").body())
                .getAsJsonObject()
                .getAsJsonArray("items");
        return StreamSupport.stream(items.spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .toList();
    }

    private static void put(String id, String body, int status) throws Exception {
        HttpResponse<String> answer = send("PUT", 0, "/api/v1/credentials/" + id, body);
        assertEquals(status, answer.statusCode(), answer.body());
    }

    private static HttpResponse<String> send(String method, int gateway, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(rig.gateway(gateway).admin(path))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static RedisClient redis() {
        return RedisClient.create("127.0.0.1", rig.cluster().redis().port());
    }
}
