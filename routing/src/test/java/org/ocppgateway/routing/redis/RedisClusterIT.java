package org.ocppgateway.routing.redis;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.routing.redis.client.RedisLink;
import org.ocppgateway.routing.redis.client.RedisSettings;
import org.ocppgateway.routing.route.Route;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.util.JedisClusterCRC16;

/** One cluster is used by all tests; the last one breaks it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RedisClusterIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static TestCluster cluster;
    private static RedisClusterClient client;
    private static RedisLink link;
    private static RedisRoutes routes;

    @BeforeAll
    static void start() throws Exception {
        cluster = TestCluster.start();
        client = cluster.client();
        RedisSettings settings = TestRedis.settings(cluster.uri());
        link = new RedisLink(settings, new PrometheusRegistry(), Clock.systemUTC());
        routes = new RedisRoutes(
                settings,
                link,
                TestRedis.incarnation("gateway-0", "a"),
                17,
                (pod, it) -> {},
                new PrometheusRegistry(),
                Clock.systemUTC());
        routes.start();
    }

    @AfterAll
    static void stop() throws Exception {
        routes.stop();
        link.close(Duration.ofSeconds(1));
        client.close();
        cluster.close();
    }

    private static Route claim(ChargePointId id) throws InterruptedException {
        return routes.claim(id, OcppVersion.V1_6, Instant.EPOCH, loss -> {});
    }

    private static String key(ChargePointId id) {
        return "conn:" + id;
    }

    private static HostAndPort masterOf(ChargePointId id) {
        try (Connection connection = client.getConnectionFromSlot(JedisClusterCRC16.getSlot(key(id)))) {
            return connection.getHostAndPort();
        }
    }

    private static boolean isAloneInItsSlot(ChargePointId id) {
        try (Jedis master = new Jedis(masterOf(id))) {
            return master.clusterCountKeysInSlot(JedisClusterCRC16.getSlot(key(id))) == 0;
        }
    }

    private static List<ChargePointId> chargePoints(String prefix, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new ChargePointId(prefix + i))
                .toList();
    }

    @Test
    @Order(1)
    void theKeysOfABatchGoToTheirServers() throws Exception {
        List<Future<Route>> claims = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (ChargePointId id : chargePoints("MANY-", 500)) {
                claims.add(threads.submit(() -> claim(id)));
            }
        }

        Set<HostAndPort> masters = new HashSet<>();
        for (Future<Route> each : claims) {
            Route route = each.get();
            assertTrue(client.get(key(route.chargePointId()))
                    .contains("\"epoch\":" + route.epoch().value() + ","));
            masters.add(masterOf(route.chargePointId()));
        }
        assertEquals(3, masters.size());
    }

    @Test
    @Order(2)
    void aMovedKeyIsFollowed() throws Exception {
        ChargePointId id = chargePoints("MOVED-", 100).stream()
                .filter(RedisClusterIT::isAloneInItsSlot)
                .findFirst()
                .orElseThrow();
        int slot = JedisClusterCRC16.getSlot(key(id));
        HostAndPort from = masterOf(id);
        HostAndPort to = chargePoints("OTHER-", 100).stream()
                .map(RedisClusterIT::masterOf)
                .filter(node -> !node.equals(from))
                .findFirst()
                .orElseThrow();
        try (Jedis source = new Jedis(from);
                Jedis target = new Jedis(to)) {
            String newOwner = target.clusterMyId();
            // As an operator does. Without the import the new owner has no newer epoch and loses the slot again.
            target.clusterSetSlotImporting(slot, source.clusterMyId());
            source.clusterSetSlotMigrating(slot, newOwner);
            target.clusterSetSlotNode(slot, newOwner);
            source.clusterSetSlotNode(slot, newOwner);

            Route route = claim(id);

            assertTrue(target.get(key(id)).contains("\"epoch\":" + route.epoch().value() + ","));
        }
    }

    @Test
    @Order(3)
    void onlyTheMasterThatRefusesWritesIsOut() throws Exception {
        ChargePointId refused = new ChargePointId("REFUSED");
        HostAndPort full = masterOf(refused);
        ChargePointId taken = chargePoints("TAKEN-", 100).stream()
                .filter(id -> !masterOf(id).equals(full))
                .findFirst()
                .orElseThrow();
        try (Jedis admin = new Jedis(full)) {
            admin.configSet("maxmemory", "1");
            await().atMost(PATIENCE)
                    .until(() -> String.valueOf(link.dependency().state().problem())
                            .contains("1 of 3 servers are unavailable: " + full + ": refused (OOM)"));

            claim(refused);
            assertTrue(client.get(key(refused)) == null, "it was refused");
            Route route = claim(taken);
            assertTrue(
                    client.get(key(taken)).contains("\"epoch\":" + route.epoch().value() + ","));

            admin.configSet("maxmemory", "0");
            await().atMost(PATIENCE).until(() -> link.dependency().state().reachable());
            await().atMost(PATIENCE).until(() -> client.get(key(refused)) != null);
        }
    }

    @Test
    @Order(4)
    void theDeathOfAMasterInterruptsOnlyItsOwnKeysBriefly() throws Exception {
        ChargePointId lost = new ChargePointId("LOST");
        HostAndPort victim = masterOf(lost);
        ChargePointId safe = chargePoints("SAFE-", 100).stream()
                .filter(id -> !masterOf(id).equals(victim))
                .findFirst()
                .orElseThrow();
        Route before = claim(lost);

        cluster.kill(victim);

        Route provisional = claim(lost);
        assertTrue(provisional.epoch().compareTo(before.epoch()) > 0);
        assertTrue(client.get(key(safe)) == null, "it is not claimed");
        Route other = claim(safe);
        assertTrue(client.get(key(safe)).contains("\"epoch\":" + other.epoch().value() + ","));

        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> client.get(key(lost))
                        .contains("\"epoch\":" + provisional.epoch().value() + ","));
        assertNotEquals(victim, masterOf(lost));
        assertTrue(claim(lost).epoch().compareTo(provisional.epoch()) > 0);
        // The dead master holds no keys any more, so it does not count as unavailable.
        await().atMost(PATIENCE).until(() -> link.dependency().state().reachable());
    }
}
