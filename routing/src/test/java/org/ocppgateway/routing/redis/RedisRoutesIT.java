package org.ocppgateway.routing.redis;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.routing.route.Route;
import redis.clients.jedis.RedisClient;

class RedisRoutesIT {
    private static final Instant CONNECTED = Instant.parse("2026-11-21T10:00:00.123Z");

    private static void nothing() {}

    private TestRedis redis;
    private RedisClient client;
    private final List<Pod> pods = new ArrayList<>();
    private final List<String> displaced = new CopyOnWriteArrayList<>();
    private final ChargePointId id = new ChargePointId("CP " + UUID.randomUUID());

    private record Pod(RedisLink link, RedisRoutes routes) {}

    @BeforeEach
    void start() throws Exception {
        redis = TestRedis.start();
        client = redis.client();
    }

    @AfterEach
    void stop() throws Exception {
        for (Pod pod : pods) {
            pod.routes.stop();
            pod.link.close(Duration.ofSeconds(1));
        }
        client.close();
        redis.close();
    }

    private RedisRoutes pod(String name) {
        RedisRoutes routes = idle(name);
        routes.start();
        return routes;
    }

    /** Renews nothing by itself. */
    private RedisRoutes idle(String name) {
        RedisLink link = redis.link();
        RedisRoutes routes = new RedisRoutes(
                redis.settings(),
                link,
                new PodId(name),
                17,
                (pod, it) -> displaced.add(pod + " " + it),
                new PrometheusRegistry(),
                Clock.systemUTC());
        pods.add(new Pod(link, routes));
        return routes;
    }

    private Route claim(RedisRoutes routes) throws InterruptedException {
        return routes.claim(id, OcppVersion.V1_6, CONNECTED, RedisRoutesIT::nothing);
    }

    @Test
    void aClaimedRouteIsInRedisAsTheContractSays() throws Exception {
        Route route = claim(pod("gateway-0"));

        assertEquals(
                "{\"pod\":\"gateway-0\",\"partition\":17,\"epoch\":" + route.epoch()
                        + ",\"protocol\":\"ocpp1.6\",\"connectedAt\":\"2026-11-21T10:00:00.123Z\"}",
                client.get("conn:" + id));
        assertTrue(client.pttl("conn:" + id) > 2000);
        assertTrue(route.epoch().value() > 1_700_000_000_000_000L, "microseconds, with all their digits");
    }

    @Test
    void aLaterClaimHasAGreaterEpochEvenIfRedisClockIsBehind() throws Exception {
        client.set("conn:" + id, "{\"pod\":\"gateway-9\",\"partition\":1,\"epoch\":8000000000000001}");

        assertEquals(8000000000000002L, claim(pod("gateway-0")).epoch().value());
    }

    @Test
    void releasingAStaleRouteLeavesTheNewerOneAlone() throws Exception {
        RedisRoutes older = pod("gateway-0");
        Route stale = claim(older);
        Route current = claim(pod("gateway-1"));

        older.release(stale);

        await().during(Duration.ofMillis(300))
                .until(() -> stored().contains(current.epoch().toString()));
    }

    @Test
    void aReleasedRouteIsGoneAndNotRenewedAgain() throws Exception {
        RedisRoutes routes = pod("gateway-0");

        routes.release(claim(routes));

        await().until(() -> client.get("conn:" + id) == null);
        assertEquals(0, routes.held());
        await().during(Duration.ofMillis(900))
                .atMost(Duration.ofSeconds(3))
                .until(() -> client.get("conn:" + id) == null);
    }

    @Test
    void theOlderPodLearnsOnceThatItsRouteWasSuperseded() throws Exception {
        AtomicInteger told = new AtomicInteger();
        pod("gateway-0").claim(id, OcppVersion.V1_6, CONNECTED, told::incrementAndGet);

        Route current = claim(pod("gateway-1"));

        await().until(() -> told.get() == 1);
        await().during(Duration.ofMillis(900)).atMost(Duration.ofSeconds(3)).until(() -> told.get() == 1);
        assertTrue(stored().contains(current.epoch().toString()));
    }

    @Test
    void whoTakesARouteFromAnotherPodIsToldFromWhomAndTheOtherCanLookAtOnce() throws Exception {
        AtomicInteger told = new AtomicInteger();
        RedisRoutes older = idle("gateway-0");
        older.claim(id, OcppVersion.V1_6, CONNECTED, told::incrementAndGet);
        RedisRoutes newer = idle("gateway-1");

        claim(newer);

        assertEquals(List.of("gateway-0 " + id), displaced);
        older.recheck(id);
        await().until(() -> told.get() == 1);
        claim(newer);
        assertEquals(1, displaced.size(), "nothing to tell within one pod");
    }

    @Test
    void aSecondClaimOnTheSamePodSupersedesTheFirst() throws Exception {
        RedisRoutes routes = pod("gateway-0");
        AtomicInteger told = new AtomicInteger();
        Route first = routes.claim(id, OcppVersion.V1_6, CONNECTED, told::incrementAndGet);

        Route second = claim(routes);

        assertEquals(1, told.get());
        assertTrue(second.epoch().compareTo(first.epoch()) > 0);
        routes.release(first);
        assertEquals(1, routes.held());
    }

    @Test
    void renewalKeepsARouteBeyondItsLifetimeAndBringsItBackAfterAFlush() throws Exception {
        Route route = claim(pod("gateway-0"));

        client.flushAll();
        assertNull(client.get("conn:" + id));

        await().atMost(Duration.ofSeconds(2)).until(() -> client.get("conn:" + id) != null);
        assertTrue(stored().contains("\"epoch\":" + route.epoch() + ","));
        await().during(Duration.ofMillis(3500))
                .atMost(Duration.ofSeconds(6))
                .until(() -> client.get("conn:" + id) != null);
    }

    @Test
    void withRedisOutAClaimIsProvisionalAndRegisteredWhenRedisIsBack() throws Exception {
        RedisRoutes routes = pod("gateway-0");
        Route before = claim(routes);
        redis.stop();

        Route provisional = claim(routes);

        assertTrue(provisional.epoch().compareTo(before.epoch()) > 0);
        redis.restart();
        await().atMost(Duration.ofSeconds(5))
                .ignoreExceptions()
                .until(() -> stored().contains(provisional.epoch().toString()));
    }

    @Test
    void thousandsOfClaimsAtOnceAllSucceed() throws Exception {
        RedisLink link = new RedisLink(
                RedisSettings.defaults(redis.settings().uri()), new PrometheusRegistry(), Clock.systemUTC());
        RedisRoutes routes = new RedisRoutes(
                RedisSettings.defaults(redis.settings().uri()),
                link,
                new PodId("gateway-0"),
                17,
                (pod, it) -> {},
                new PrometheusRegistry(),
                Clock.systemUTC());
        pods.add(new Pod(link, routes));
        List<Future<Route>> claims = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 5000; i++) {
                ChargePointId each = new ChargePointId("CP-" + i);
                claims.add(
                        threads.submit(() -> routes.claim(each, OcppVersion.V1_6, CONNECTED, RedisRoutesIT::nothing)));
            }
        }

        for (Future<Route> claim : claims) {
            String value = client.get("conn:" + claim.get().chargePointId());
            assertNotNull(value);
            assertTrue(value.contains(claim.get().epoch().toString()));
        }
    }

    private String stored() {
        return String.valueOf(client.get("conn:" + id));
    }
}
