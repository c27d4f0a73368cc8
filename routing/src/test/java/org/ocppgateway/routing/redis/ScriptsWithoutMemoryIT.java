package org.ocppgateway.routing.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ocppgateway.routing.redis.client.Script;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.params.SetParams;

/** Redis at {@code maxmemory} executes a script completely or not at all. Checks every script that writes, with a real Redis. */
class ScriptsWithoutMemoryIT {
    private static final String KEY = "conn:CP-1";
    private static final long LIFETIME_MILLIS = 1_000_000;
    private static final String SHORTER_MILLIS = "60000";

    private static final Set<String> READERS =
            Set.of("find-holders", "find-notes", "peek-registration", "scan-credentials");

    private TestRedis redis;
    private Jedis admin;

    /** A script with arguments that make it write, given the key as prepared. */
    record Run(String operation, BiConsumer<Jedis, String> preparation, List<String> arguments) {
        @Override
        public String toString() {
            return operation;
        }
    }

    @BeforeEach
    void start() throws Exception {
        redis = TestRedis.start();
        admin = redis.admin();
    }

    @AfterEach
    void stop() {
        admin.close();
        redis.close();
    }

    private static Stream<Run> runs() {
        String route = "{\"pod\":\"a\",\"epoch\":7}";
        String lease = "{\"nonce\":\"n\"}";
        return Stream.of(
                run("claim-route", absent(), "{\"epoch\":", "}", SHORTER_MILLIS, "1"),
                run("claim-route", text(route), "{\"epoch\":", "}", SHORTER_MILLIS, "1"),
                run("renew-route", text(route), "{\"pod\":\"a\",\"epoch\":", "}", SHORTER_MILLIS, "7"),
                run("renew-route", absent(), "{\"pod\":\"a\",\"epoch\":", "}", SHORTER_MILLIS, "7"),
                run("release-route", text(route), "7"),
                run("claim-command", absent(), "pod/n", "CP-1", "1", SHORTER_MILLIS),
                run("claim-command", hash("state", "received", "owner", ""), "pod/n", "CP-1", "1", SHORTER_MILLIS),
                run("await-command", hash("state", "received", "owner", "pod/n"), "pod/n"),
                run("send-command", hash("state", "waiting", "owner", "pod/n"), "pod/n", "2"),
                run("release-command", absent(), "", "", "CP-1", "1", SHORTER_MILLIS, "2"),
                run(
                        "release-command",
                        hash("state", "received", "owner", "pod/n"),
                        "=pod/n",
                        "",
                        "CP-1",
                        "1",
                        SHORTER_MILLIS,
                        "2"),
                run("end-command", absent(), "", "", "{}", SHORTER_MILLIS),
                run("end-command", hash("state", "received", "owner", "pod/n"), "=pod/n", "", "{}", SHORTER_MILLIS),
                run("delivered-command", hash("state", "ended", "result", "{}")),
                run("register-holder", absent(), "pod/n", "17"),
                run("unregister-holder", hash("pod/n", "17", "other/n", "18"), "pod/n"),
                run("keep-notes", hash("CP-1", "7 ocpp1.6"), SHORTER_MILLIS),
                run("note-route", absent(), "CP-1", "7", "ocpp1.6", SHORTER_MILLIS),
                run("note-route", hash("CP-1", "6 ocpp1.6"), "CP-1", "7", "ocpp1.6", SHORTER_MILLIS),
                run("strike-route", hash("CP-1", "7 ocpp1.6", "CP-2", "8 ocpp1.6"), "CP-1", "7"),
                run("forget-notes", hash("CP-1", "7 ocpp1.6")),
                run("declare-lost", absent(), "pod/n", SHORTER_MILLIS),
                run("settle-lost", text("7 pod/n"), "pod/n", SHORTER_MILLIS),
                run("hold-lease", absent(), "n", lease, SHORTER_MILLIS),
                run("hold-lease", text(lease), "n", lease, SHORTER_MILLIS),
                run("end-lease", text(lease), "n"),
                run("hold-lock", absent(), "pod/n", SHORTER_MILLIS),
                run("hold-lock", text("pod/n"), "pod/n", SHORTER_MILLIS),
                run("keep-era", absent(), "0"),
                run("keep-era", hash("server", "another", "since", "5", "reached", "4"), "1"),
                run("count", absent(), SHORTER_MILLIS),
                run("add-ban", absent(), "192.0.2.1", "{}", "10"),
                run("remove-ban", hash("192.0.2.1", "{}", "192.0.2.2", "{}"), "192.0.2.1"),
                run("mark-credentials-in-use", absent()),
                run("replace-credential", text("{}"), "{}", "{\"profile\":1}"),
                run("delete-credential", text("{}")),
                run("raise-last-profile", text("1"), "2"),
                run("store-refusals", absent(), SHORTER_MILLIS, "10", "group", "{}"),
                run("index-refusals", absent(), SHORTER_MILLIS, "10", "0", "5", "CP-1"),
                run("add-audit-records", absent(), SHORTER_MILLIS, "10", "0", "1\t{}"),
                run("add-session", absent(), "{}", "20", SHORTER_MILLIS),
                run("register-command", absent(), "CP-1", "1", SHORTER_MILLIS, "fingerprint"),
                run(
                        "register-command",
                        hash("state", "received", "owner", "pod/n"),
                        "CP-1",
                        "1",
                        SHORTER_MILLIS,
                        "fingerprint"),
                run("find-registration", hash("status", "accepted", "epoch", "7"), SHORTER_MILLIS),
                run("record-registration", absent(), SHORTER_MILLIS, "7", "status", "accepted"),
                run(
                        "record-registration",
                        hash("status", "rejected", "epoch", "6"),
                        SHORTER_MILLIS,
                        "7",
                        "status",
                        "accepted"));
    }

    private static Run run(String operation, BiConsumer<Jedis, String> preparation, String... arguments) {
        return new Run(operation, preparation, List.of(arguments));
    }

    private static BiConsumer<Jedis, String> absent() {
        return Jedis::del;
    }

    private static BiConsumer<Jedis, String> text(String value) {
        return (redis, key) -> redis.set(key, value, SetParams.setParams().px(LIFETIME_MILLIS));
    }

    private static BiConsumer<Jedis, String> hash(String... fieldsAndValues) {
        return (redis, key) -> {
            redis.del(key);
            for (int i = 0; i < fieldsAndValues.length; i += 2) {
                redis.hset(key, fieldsAndValues[i], fieldsAndValues[i + 1]);
            }
            redis.pexpire(key, LIFETIME_MILLIS);
        };
    }

    @ParameterizedTest
    @MethodSource("runs")
    void aScriptIsRefusedBeforeItsFirstWriteOrExecutedCompletely(Run run) throws Exception {
        String text = scripts().get(run.operation());
        run.preparation().accept(admin, KEY);
        String before = state();
        admin.eval(text, List.of(KEY), run.arguments());
        String complete = state();
        assertNotEquals(before, complete, "the run has to write");

        run.preparation().accept(admin, KEY);
        admin.configSet("maxmemory", "1");
        String expected;
        try {
            admin.eval(text, List.of(KEY), run.arguments());
            expected = complete;
        } catch (JedisDataException e) {
            assertTrue(String.valueOf(e.getMessage()).contains("OOM command not allowed"), e.getMessage());
            expected = before;
        }
        assertEquals(expected, state());
    }

    @Test
    void everyScriptThatWritesIsChecked() throws Exception {
        Set<String> checked = new TreeSet<>(READERS);
        runs().map(Run::operation).forEach(checked::add);
        assertEquals(scripts().keySet(), checked);
    }

    /** Returns value and remaining lifetime of the key, the latter in steps of ten seconds. */
    private String state() {
        byte[] value = admin.dump(KEY);
        return (value == null ? "absent" : HexFormat.of().formatHex(value))
                + ' '
                + Math.ceilDiv(admin.pttl(KEY), 10_000);
    }

    /** Returns the texts of all scripts of this package by operation. */
    private static Map<String, String> scripts() throws Exception {
        Map<String, String> texts = new TreeMap<>();
        Path classes = Path.of("target", "classes")
                .resolve(RedisRoutes.class.getPackageName().replace('.', '/'));
        List<Path> files;
        try (Stream<Path> all = Files.list(classes)) {
            files = all.filter(file -> file.toString().endsWith(".class")).toList();
        }
        for (Path file : files) {
            String name = file.getFileName().toString().replace(".class", "");
            for (Field field : Class.forName(RedisRoutes.class.getPackageName() + "." + name)
                    .getDeclaredFields()) {
                if (field.getType() == Script.class && Modifier.isStatic(field.getModifiers())) {
                    field.setAccessible(true);
                    Script script = (Script) field.get(null);
                    texts.put(script.operation(), script.text());
                }
            }
        }
        return texts;
    }
}
