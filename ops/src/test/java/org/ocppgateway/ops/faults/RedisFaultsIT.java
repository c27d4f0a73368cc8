package org.ocppgateway.ops.faults;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ocppgateway.ops.sizing.Figure;
import org.ocppgateway.ops.stack.cluster.Cluster;
import org.ocppgateway.ops.stack.process.Server;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.RedisClient;

/** Rows 44 to 46 of the faults: Redis dies, hangs, refuses or loses data, and a pod is paused beyond its lease. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RedisFaultsIT {
    private static final String ACCEPTED = "{\"status\":\"Accepted\"}";
    private static final String SOFT_RESET = "{\"type\":\"soft\"}";
    private static final Duration OUTAGE = Duration.ofSeconds(5);
    private static final Duration EXPIRING = Duration.ofSeconds(1);
    private static final int COMMANDS = 5;

    @TempDir
    static Path directory = Path.of("");

    private static Rig rig;

    @BeforeAll
    static void start() throws InterruptedException {
        // Longer than a busy machine takes from the pause of a pod to the connection of its charge point to another
        // one.
        rig = Rig.start(directory, 2, "gateway.sweeper.pod-timeout = 10 s");
    }

    @AfterAll
    static void stop() {
        rig.close();
    }

    @Test
    @DisplayName(
            "row 44: Redis is killed; connections and uplink continue, liveness is green; commands wait, and their expiry decides")
    void aKilledRedisCostsNoConnection() throws InterruptedException {
        Server redis = rig.cluster().redis().server();
        try (RawChargePoint chargePoint = rig.boot(0, "R44-killed")) {
            redis.kill();
            Commands commands = goesOnWithoutRedis(chargePoint);
            redis.start().awaitReady(Cluster.TIMEOUT);
            isThereAgain(chargePoint, commands);
        }
    }

    @Test
    @DisplayName(
            "row 44: Redis hangs; connections and uplink continue, liveness is green; commands wait, and their expiry decides")
    void aHungRedisCostsNoConnection() throws InterruptedException {
        Server redis = rig.cluster().redis().server();
        try (RawChargePoint chargePoint = rig.boot(0, "R44-hung")) {
            Commands commands;
            redis.pause();
            try {
                commands = goesOnWithoutRedis(chargePoint);
            } finally {
                redis.resume();
            }
            isThereAgain(chargePoint, commands);
        }
    }

    /** The ways in which a Redis that answers can refuse, and how the test causes and ends them. */
    enum Refusal {
        OOM("CONFIG SET maxmemory 1", "CONFIG SET maxmemory 0"),
        NOREPLICAS("CONFIG SET min-replicas-to-write 1", "CONFIG SET min-replicas-to-write 0"),
        READONLY("REPLICAOF 127.0.0.1 1", "REPLICAOF NO ONE"),
        NOPERM("ACL SETUSER default -hset", "ACL SETUSER default +hset");

        private final String begin;
        private final String end;

        Refusal(String begin, String end) {
            this.begin = begin;
            this.end = end;
        }
    }

    @ParameterizedTest
    @EnumSource(Refusal.class)
    @DisplayName("row 44: Redis answers and refuses; an outage with its reason, connections and uplink continue")
    void aRedisThatRefusesIsOut(Refusal refusal) throws InterruptedException {
        try (RawChargePoint chargePoint = rig.boot(0, "R44-" + refusal);
                Jedis admin = new Jedis("127.0.0.1", rig.cluster().redis().port(), 10_000)) {
            String outages = "ocpp_gateway_redis_outages_total{reason=\""
                    + refusal.name().toLowerCase(Locale.ROOT) + "\"}";
            double before = rig.metric(0, outages);
            order(admin, refusal.begin);
            try {
                await().atMost(RawChargePoint.TIMEOUT)
                        .until(() -> rig.get(0, "/health").body().contains("refused (" + refusal + ")"));
                assertEquals(before + 1, rig.metric(0, outages));
                assertEquals(200, rig.get(0, "/health/live").statusCode());
                chargePoint.call("Heartbeat", "{}");
                chargePoint.ping();
                try (RawChargePoint newcomer = rig.boot(0, "R44-new-" + refusal)) {
                    newcomer.call("Heartbeat", "{}");
                }
            } finally {
                order(admin, refusal.end);
            }
            await().atMost(RawChargePoint.TIMEOUT)
                    .until(() -> rig.get(0, "/health").body().contains("healthy"));
            await().atMost(RawChargePoint.TIMEOUT)
                    .until(() -> rig.backend().route("R44-" + refusal).isPresent());
            assertTrue(rig.backend().events("R44-" + refusal, "device.offline").isEmpty());
        }
    }

    private static void order(Jedis admin, String command) {
        List<String> words = List.of(command.split(" ", -1));
        Object unused = admin.sendCommand(
                () -> words.getFirst().getBytes(StandardCharsets.UTF_8),
                words.subList(1, words.size()).toArray(String[]::new));
    }

    /** The commands issued while Redis was unavailable. */
    private record Commands(List<String> expiring, List<String> lasting) {}

    private static Commands goesOnWithoutRedis(RawChargePoint chargePoint) throws InterruptedException {
        Commands commands = new Commands(new ArrayList<>(), new ArrayList<>());
        await().atMost(RawChargePoint.TIMEOUT)
                .until(() -> rig.get(0, "/health").body().contains("degraded"));
        for (int i = 0; i < COMMANDS; i++) {
            commands.expiring().add(issue(chargePoint, EXPIRING));
            commands.lasting().add(issue(chargePoint, Rig.VALIDITY));
        }
        // Longer than the expiry of the last command.
        long end = System.nanoTime() + OUTAGE.toNanos();
        while (System.nanoTime() < end) {
            chargePoint.call(
                    "StatusNotification", "{\"connectorId\":1,\"errorCode\":\"NoError\",\"status\":\"Available\"}");
            chargePoint.ping();
            assertEquals(200, rig.get(0, "/health/live").statusCode());
        }
        assertEquals(0, chargePoint.commandsReceived(), "commands wait");
        for (String command : commands.expiring()) {
            assertEquals(List.of(), rig.backend().results(command), "no result is published before it is stored");
        }
        return commands;
    }

    private static String issue(RawChargePoint chargePoint, Duration validity) throws InterruptedException {
        String id = UUID.randomUUID().toString();
        rig.backend().produce("gateway-0", Rig.command(id, chargePoint.id(), "reset", SOFT_RESET, validity));
        return id;
    }

    private static void isThereAgain(RawChargePoint chargePoint, Commands commands) throws InterruptedException {
        assertTrue(chargePoint.isOpen());
        RedisClient redis =
                RedisClient.create("127.0.0.1", rig.cluster().redis().port());
        try (redis) {
            await().ignoreExceptions()
                    .atMost(RawChargePoint.TIMEOUT)
                    .until(() -> redis.get("conn:" + chargePoint.id()) != null);
        }
        for (String command : commands.lasting()) {
            chargePoint.answer(chargePoint.awaitCommand(), ACCEPTED);
            assertEquals("completed", rig.result(command).get("outcome").getAsString());
        }
        for (String command : commands.expiring()) {
            JsonObject result = rig.result(command);
            assertEquals("expired", result.get("outcome").getAsString(), result.toString());
            assertFalse(result.get("sent").getAsBoolean());
        }
        assertEquals(commands.lasting().size(), chargePoint.commandsReceived());
    }

    @Test
    @DisplayName("row 45: Redis is flushed; the routes are back within one refresh, and no epoch is used again")
    void afterAFlushTheRoutesAreRestored() throws InterruptedException {
        try (RawChargePoint stays = rig.boot(0, "R45-stays");
                RedisClient redis =
                        RedisClient.create("127.0.0.1", rig.cluster().redis().port())) {
            RawChargePoint leaves = rig.boot(0, "R45-leaves");
            JsonObject route = rig.backend().route("R45-stays").orElseThrow();
            long epoch =
                    rig.backend().route("R45-leaves").orElseThrow().get("epoch").getAsLong();

            redis.flushAll();
            leaves.close();
            try (RawChargePoint again = rig.boot(1, "R45-leaves")) {
                await().atMost(RawChargePoint.TIMEOUT)
                        .until(() -> rig.backend().route("R45-stays").isPresent());
                assertEquals(route, rig.backend().route("R45-stays").orElseThrow());
                JsonObject newer = rig.backend().route("R45-leaves").orElseThrow();
                assertEquals("gateway-1", newer.get("pod").getAsString());
                assertTrue(newer.get("epoch").getAsLong() > epoch, "the epochs continue to grow");
                assertTrue(again.isOpen());
            }
            assertTrue(stays.isOpen());
        }
    }

    @Test
    void aChargePointTakesNoMoreMemoryThanTheSizingPageSays() throws InterruptedException {
        for (int i = 0; i < 21; i++) {
            rig.boot(i % 2, "MEMORY").close();
            // Otherwise the next one takes over, and the takeovers of a minute are limited.
            await().atMost(RawChargePoint.TIMEOUT)
                    .until(() -> rig.backend().route("MEMORY").isEmpty());
        }
        try (RawChargePoint chargePoint = rig.boot(0, "MEMORY");
                RedisClient redis =
                        RedisClient.create("127.0.0.1", rig.cluster().redis().port())) {
            String command = rig.command("MEMORY", "reset", SOFT_RESET);
            chargePoint.answer(rig.awaitCommand(chargePoint, command), ACCEPTED);
            assertEquals("completed", rig.result(command).get("outcome").getAsString());
            await().atMost(RawChargePoint.TIMEOUT).until(() -> redis.llen("sessions:MEMORY") == 20);
            assertWithin(Figure.REDIS_HISTORY, redis, "sessions:MEMORY", "registration:MEMORY");
            assertWithin(Figure.REDIS_COMMAND, redis, "cmd:" + command);
            assertWithin(Figure.REDIS_ROUTE, redis, "conn:MEMORY");
        }
    }

    private static void assertWithin(Figure figure, RedisClient redis, String... keys) {
        long bytes = 0;
        for (String key : keys) {
            bytes += redis.memoryUsage(key, 0);
        }
        System.out.printf("%s: %d bytes in Redis, on the page %s%n", figure.label(), bytes, figure.text());
        assertTrue(bytes > 0 && bytes <= figure.base(), figure.label() + ": " + bytes + " bytes");
    }

    @Test
    @DisplayName("row 45: a failover loses the last writes; later epochs are still greater than the lost ones")
    void anEpochThatRedisHasLostIsNotReused() throws InterruptedException {
        try (RedisClient redis =
                RedisClient.create("127.0.0.1", rig.cluster().redis().port())) {
            RawChargePoint first = rig.boot(0, "R45-lost");
            String before = redis.get("conn:R45-lost");
            first.close();
            await().atMost(RawChargePoint.TIMEOUT)
                    .until(() -> rig.backend().route("R45-lost").isEmpty());
            RawChargePoint second = rig.boot(0, "R45-lost");
            long lost =
                    rig.backend().route("R45-lost").orElseThrow().get("epoch").getAsLong();
            second.close();
            redis.set("conn:R45-lost", before);
            try (RawChargePoint third = rig.boot(1, "R45-lost")) {
                assertTrue(third.isOpen());
                assertTrue(rig.backend()
                                .route("R45-lost")
                                .orElseThrow()
                                .get("epoch")
                                .getAsLong()
                        > lost);
            }
        }
    }

    /** Last: a command issued within two seconds of a pause is uncertain if Redis then loses its data. */
    @Order(Integer.MAX_VALUE)
    @Test
    @DisplayName("row 46: a pod paused beyond its lease is fenced, and closes what it no longer owns")
    void aPodPausedBeyondItsLeaseClosesWhatOthersOwn() throws InterruptedException {
        Server sleeper = rig.gateway(0).server();
        try (RawChargePoint before = rig.boot(0, "R46");
                RawChargePoint loyal = rig.boot(0, "R46-loyal")) {
            long epoch = rig.backend().route("R46").orElseThrow().get("epoch").getAsLong();
            await().atMost(RawChargePoint.TIMEOUT).until(() -> isRegistered("gateway-0"));
            sleeper.pause();
            try (RedisClient redis = RedisClient.create(
                            "127.0.0.1", rig.cluster().redis().port());
                    RawChargePoint after = rig.boot(1, "R46")) {
                await().atMost(RawChargePoint.TIMEOUT).until(() -> redis.get("pod:gateway-0") == null);
                JsonObject lost = rig.backend().awaitEvent("R46-loyal", "device.offline");
                assertEquals("pod-lost", lost.get("reason").getAsString());
                before.sendCall(
                        "StatusNotification", "{\"connectorId\":1,\"errorCode\":\"NoError\",\"status\":\"Faulted\"}");
                sleeper.resume();
                before.awaitClosed();

                JsonObject route = rig.backend().route("R46").orElseThrow();
                assertEquals("gateway-1", route.get("pod").getAsString());
                assertTrue(route.get("epoch").getAsLong() > epoch);
                assertTrue(after.isOpen());
                assertTrue(
                        rig.backend().events("R46", "connector.status").stream()
                                .allMatch(event -> event.getAsJsonObject("data")
                                                .get("sessionEpoch")
                                                .getAsLong()
                                        == epoch),
                        "a message of the old socket belongs to the old session");
                assertTrue(
                        rig.backend().events("R46", "device.offline").isEmpty(),
                        "the pod that lost it does not publish an offline event");
                loyal.awaitClosed();
                try (RawChargePoint back = rig.boot(0, "R46-loyal")) {
                    assertTrue(back.isOpen());
                    assertTrue(rig.backend()
                                    .route("R46-loyal")
                                    .orElseThrow()
                                    .get("epoch")
                                    .getAsLong()
                            > lost.get("sessionEpoch").getAsLong());
                }
            } finally {
                sleeper.resume();
            }
        }
    }

    /** After a flush a pod registers at its next renewal. */
    private static boolean isRegistered(String pod) {
        RedisClient redis =
                RedisClient.create("127.0.0.1", rig.cluster().redis().port());
        try (redis) {
            return redis.hgetAll("pods").keySet().toString().contains(pod + "/");
        }
    }
}
