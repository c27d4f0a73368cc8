package org.ocppgateway.ops.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ocppgateway.ops.console.Ctl;
import org.ocppgateway.ops.faults.ApiClient.Answer;
import redis.clients.jedis.RedisClient;

/** The entries in Redis are listed without secrets, and a backup of them restores the passwords. */
class CredentialBackupIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    @TempDir
    static Path directory = Path.of("");

    private static Rig rig;
    private static ApiClient api;

    @BeforeAll
    static void start() throws Exception {
        rig = Rig.start(directory, 1, """
            gateway.security.required-profile = 1
            gateway.admin.tokens = [
              { name = "reader", role = read, sha256 = "%s" }
              { name = "writer", role = write, sha256 = "%s" }
            ]
            """.formatted(sha256("read-token"), sha256("write-token")));
        api = new ApiClient(rig.gateway(0));
    }

    @AfterAll
    static void stop() {
        rig.close();
    }

    private static String sha256(String token) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8)));
    }

    private static Answer call(String token, String method, String path, String body) throws InterruptedException {
        return api.send(method, path, body, TIMEOUT, "Authorization", "Bearer " + token);
    }

    private static Answer write(String method, String path, String body) throws InterruptedException {
        return call("write-token", method, path, body);
    }

    private static void put(String id, String body) throws InterruptedException {
        assertEquals(201, write("PUT", "/credentials/" + id, body).status());
    }

    private static JsonObject exported(String id) throws InterruptedException {
        return write("GET", "/credentials?hashes=true&limit=1000", "").items().stream()
                .filter(item -> item.get("id").getAsString().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static Answer restore(JsonObject... items) throws InterruptedException {
        JsonArray array = new JsonArray();
        List.of(items).forEach(array::add);
        JsonObject body = new JsonObject();
        body.add("items", array);
        return write("POST", "/credentials/import", body.toString());
    }

    @Test
    void aRestoredEntryAcceptsItsPasswordAndKeepsItsLastProfile() throws Exception {
        put("BACKUP-1", "{\"profile\":1,\"password\":\"correct horse\"}");
        RawChargePoint.connect(rig.gateway(0).endpoint(), "BACKUP-1", "BACKUP-1", "correct horse")
                .close();
        JsonObject item = exported("BACKUP-1");
        assertTrue(item.get("passwordHash").getAsString().startsWith("$argon2id$"), item.toString());
        item.addProperty("lastProfile", 1);
        try (RedisClient redis =
                RedisClient.create("127.0.0.1", rig.cluster().redis().port())) {
            redis.del("credential:BACKUP-1", "lastProfile:BACKUP-1");
            Answer restored = restore(item);
            assertEquals(1, restored.json().get("imported").getAsInt(), restored.text());
            org.awaitility.Awaitility.await().until(() -> "1".equals(redis.get("lastProfile:BACKUP-1")));
        }
        RawChargePoint.connect(rig.gateway(0).endpoint(), "BACKUP-1", "BACKUP-1", "correct horse")
                .close();
        item.addProperty("profile", 0);
        Answer lowered = restore(item);
        assertEquals(0, lowered.json().get("imported").getAsInt());
        assertEquals("BACKUP-1", lowered.list("refused").getFirst().get("id").getAsString());
    }

    /** The rehearsal of {@code ops/docs/recovery.md}. */
    @Test
    void theBackupRestoresAnEmptyRedis() throws Exception {
        put("REHEARSAL-1", "{\"profile\":1,\"password\":\"correct horse\"}");
        URI endpoint = rig.gateway(0).endpoint();
        RawChargePoint.connect(endpoint, "REHEARSAL-1", "REHEARSAL-1", "correct horse")
                .close();
        Path token = Files.writeString(directory.resolve("writer.token"), "write-token");
        String url = rig.gateway(0).admin("/").toString();
        Ctl.Result export = Ctl.with(url, token, "credentials", "export");
        List<String> entries = export.out()
                .lines()
                .filter(line -> line.contains("REHEARSAL-1"))
                .toList();
        assertEquals(1, entries.size(), export::toString);
        Path backup = Files.write(directory.resolve("credentials.ndjson"), entries);
        try (RedisClient redis =
                RedisClient.create("127.0.0.1", rig.cluster().redis().port())) {
            redis.flushAll();
        }
        RawChargePoint.Refused refused = assertThrows(
                RawChargePoint.Refused.class,
                () -> RawChargePoint.connect(endpoint, "REHEARSAL-1", "REHEARSAL-1", "correct horse"));
        assertEquals(404, refused.status());

        Ctl.Result restored = Ctl.with(url, token, "credentials", "import", backup.toString());
        assertEquals(0, restored.status(), restored::toString);
        assertTrue(restored.out().contains("Stored 1, refused 0."), restored::toString);
        RawChargePoint.connect(endpoint, "REHEARSAL-1", "REHEARSAL-1", "correct horse")
                .close();
    }

    @Test
    void hashesNeedTheRoleWriteAndAreAudited() throws Exception {
        put("SECRET-1", "{\"profile\":1,\"password\":\"correct horse\"}");
        Answer list = call("read-token", "GET", "/credentials?limit=1000", "");
        assertEquals(200, list.status());
        assertFalse(list.text().contains("argon2"), list.text());
        assertEquals(
                403, call("read-token", "GET", "/credentials?hashes=true", "").status());
        assertEquals(
                403,
                call("read-token", "POST", "/credentials/import", "{\"items\":[{\"id\":\"A\",\"profile\":1}]}")
                        .status());
        exported("SECRET-1");
        assertTrue(call("read-token", "GET", "/audit", "").items().stream()
                .anyMatch(item -> item.get("path").getAsString().contains("hashes=true")
                        && item.get("caller").getAsString().equals("writer")));
        assertEquals(400, write("GET", "/credentials?hashes=perhaps", "").status());
    }

    @Test
    void pagesFollowEachOtherAndAnUnreadableEntryIsNamed() throws Exception {
        for (int i = 0; i < 5; i++) {
            put("PAGE-" + i, "{\"profile\":1}");
        }
        try (RedisClient redis =
                RedisClient.create("127.0.0.1", rig.cluster().redis().port())) {
            redis.set("credential:PAGE-9", "nonsense");
        }
        Answer page = call("read-token", "GET", "/credentials?after=PAGE-&limit=2", "");
        assertEquals("PAGE-1", page.text("next"));
        Answer rest = call("read-token", "GET", "/credentials?after=PAGE-1&limit=4", "");
        assertEquals(
                IntStream.range(2, 5).mapToObj(i -> "PAGE-" + i).toList(),
                rest.items().stream().map(item -> item.get("id").getAsString()).toList());
        assertEquals("PAGE-9", rest.json().getAsJsonArray("unreadable").get(0).getAsString());
    }

    @Test
    void anInvalidItemIsRefusedAndTheOthersAreStored() throws Exception {
        put("ITEM-1", "{\"profile\":1,\"password\":\"correct horse\"}");
        JsonObject good = exported("ITEM-1");
        JsonObject bad = good.deepCopy();
        bad.addProperty("id", "ITEM-2");
        bad.addProperty("passwordHash", "plain text");
        JsonObject nameless = new JsonObject();
        nameless.addProperty("profile", 1);
        Answer answer = restore(good, bad, nameless);
        assertEquals(1, answer.json().get("imported").getAsInt(), answer.text());
        assertEquals(2, answer.list("refused").size());
        assertFalse(answer.text().contains("plain text"), answer.text());
        assertEquals(400, write("POST", "/credentials/import", "{\"items\":[]}").status());
    }
}
