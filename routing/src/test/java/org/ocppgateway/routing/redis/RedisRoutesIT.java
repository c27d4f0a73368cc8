package org.ocppgateway.routing.redis;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.SessionEpoch;
import org.ocppgateway.routing.redis.client.ReadCall;
import org.ocppgateway.routing.redis.client.RedisLink;
import org.ocppgateway.routing.redis.client.RedisSettings;
import org.ocppgateway.routing.route.FoundRoute;
import org.ocppgateway.routing.route.Route;
import org.ocppgateway.routing.route.RouteLoss;
import redis.clients.jedis.RedisClient;

class RedisRoutesIT {
    private static final Instant CONNECTED = Instant.parse("2026-11-21T10:00:00.123Z");

    private static final long LIFETIME_MILLIS =
            TestRedis.settings("redis://unused:1").lifetimes().route().toMillis();

    private static void nothing(RouteLoss loss) {}

    private TestRedis redis;
    private RedisClient client;
    private PrometheusRegistry registry = new PrometheusRegistry();
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

    /** Routes without a renewal thread. */
    private RedisRoutes idle(String name) {
        RedisLink link = redis.link();
        registry = new PrometheusRegistry();
        RedisRoutes routes = new RedisRoutes(
                redis.settings(),
                link,
                TestRedis.incarnation(name, "a"),
                17,
                (pod, it) -> displaced.add(pod + " " + it),
                registry,
                Clock.systemUTC());
        pods.add(new Pod(link, routes));
        return routes;
    }

    private Route claim(RedisRoutes routes) throws InterruptedException {
        return routes.claim(id, OcppVersion.V1_6, CONNECTED, RedisRoutesIT::nothing);
    }

    @Test
    void aClaimedRouteIsStoredAccordingToTheContract() throws Exception {
        Route route = claim(pod("gateway-0"));

        assertEquals(
                "{\"pod\":\"gateway-0\",\"partition\":17,\"epoch\":" + route.epoch()
                        + ",\"protocol\":\"ocpp1.6\",\"connectedAt\":\"2026-11-21T10:00:00.123Z\"}",
                client.get("conn:" + id));
        assertTrue(client.pttl("conn:" + id) > LIFETIME_MILLIS / 2);
        assertTrue(route.epoch().value() > 1_700_000_000_000_000L, "microseconds, with all their digits");
    }

    @Test
    void aRouteOfANewerReleaseIsFound() throws Exception {
        client.set(
                "conn:" + id,
                "{\"pod\":\"gateway-9\",\"partition\":1,\"epoch\":7,\"protocol\":\"ocpp3.0\","
                        + "\"connectedAt\":\"2026-11-21T10:00:00Z\",\"region\":\"north\"}");

        FoundRoute route = new RedisLookup(redis.link()).route(id).orElseThrow();

        assertEquals("gateway-9", route.pod().value());
        assertEquals("ocpp3.0", route.protocol());
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "[]", "{}", "{\"pod\":\"gateway-9\"}", "{\"pod\":\"..\",\"partition\":\"x\"}"})
    void whatIsNoRouteCountsAsNone(String value) throws Exception {
        client.set("conn:" + id, value);

        assertTrue(new RedisLookup(redis.link()).route(id).isEmpty());
    }

    @Test
    void aLaterClaimHasAGreaterEpochEvenIfRedisClockIsBehind() throws Exception {
        client.set("conn:" + id, "{\"pod\":\"gateway-9\",\"partition\":1,\"epoch\":8000000000000001}");

        assertEquals(8000000000000002L, claim(pod("gateway-0")).epoch().value());
    }

    @Test
    void releasingAStaleRouteKeepsTheNewerOne() throws Exception {
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
        assertEquals(0, routes.owned());
        await().during(Duration.ofMillis(900))
                .failFast("it is restored", () -> client.get("conn:" + id) != null)
                .until(() -> true);
    }

    @Test
    void theOlderPodIsNotifiedOnceThatItsRouteWasSuperseded() throws Exception {
        AtomicInteger told = new AtomicInteger();
        pod("gateway-0").claim(id, OcppVersion.V1_6, CONNECTED, loss -> told.incrementAndGet());

        Route current = claim(pod("gateway-1"));

        await().until(() -> told.get() == 1);
        await().during(Duration.ofMillis(900)).until(() -> told.get() == 1);
        assertTrue(stored().contains(current.epoch().toString()));
    }

    @Test
    void aClaimReportsTheDisplacedPodAndThatPodCanRecheckAtOnce() throws Exception {
        AtomicInteger told = new AtomicInteger();
        RedisRoutes older = idle("gateway-0");
        older.claim(id, OcppVersion.V1_6, CONNECTED, loss -> told.incrementAndGet());
        RedisRoutes newer = idle("gateway-1");

        claim(newer);

        assertEquals(List.of("gateway-0 " + id), displaced);
        older.recheck(id);
        await().until(() -> told.get() == 1);
        claim(newer);
        assertEquals(1, displaced.size(), "no displacement within one pod");
    }

    @Test
    void aSecondClaimOnTheSamePodSupersedesTheFirst() throws Exception {
        RedisRoutes routes = pod("gateway-0");
        AtomicInteger told = new AtomicInteger();
        Route first = routes.claim(id, OcppVersion.V1_6, CONNECTED, loss -> told.incrementAndGet());

        Route second = claim(routes);

        assertEquals(1, told.get());
        assertTrue(second.epoch().compareTo(first.epoch()) > 0);
        routes.release(first);
        assertEquals(1, routes.owned());
    }

    @Test
    void staleRoutesAndIndexEntriesAreRemovedAndMissingOnesRestored() throws Exception {
        RedisRoutes routes = pod("gateway-0");
        Route held = claim(routes);
        String note = held.epoch() + " ocpp1.6";
        await().until(() -> note.equals(client.hget("held:gateway-0/a", id.value())));
        // The reconciliation counts an entry that it misses before the claim has added it. This call ends after that.
        pods.getFirst().link().run(ReadCall.GET, "conn:" + id);
        double unnoted = drift("unnoted");
        String other = "CP " + UUID.randomUUID();
        client.set("conn:" + other, "{\"pod\":\"gateway-0\",\"partition\":17,\"epoch\":7}");
        client.hset("held:gateway-0/a", other, "7 ocpp1.6");
        client.hdel("held:gateway-0/a", id.value());

        await().until(() -> client.get("conn:" + other) == null);
        await().until(() -> Map.of(id.value(), note).equals(client.hgetAll("held:gateway-0/a")));
        await().until(() -> drift("left-behind") == 1 && drift("unnoted") == unnoted + 1);

        assertTrue(routes.release(held));
        routes.forget(held);
        await().until(() -> !client.exists("held:gateway-0/a"));
    }

    @Test
    void anIndexEntryStaysUntilTheEndOfTheSessionIsReported() throws Exception {
        RedisRoutes routes = pod("gateway-0");
        Route held = claim(routes);
        assertTrue(routes.release(held));
        // The next round of the reconciliation begins after this entry without a session and removes it.
        client.hset("held:gateway-0/a", "CP " + UUID.randomUUID(), "7 ocpp1.6");
        await().until(() -> drift("left-behind") == 1);
        await().until(() -> client.hkeys("held:gateway-0/a").equals(Set.of(id.value())));

        routes.forget(held);
        await().until(() -> !client.exists("held:gateway-0/a"));
    }

    @Test
    void aReleaseReportsWhetherThereIsANewerSession() throws Exception {
        RedisRoutes older = idle("gateway-0");
        Route stale = claim(older);
        RedisRoutes newer = idle("gateway-1");
        Route current = claim(newer);

        assertFalse(older.release(stale));
        client.flushAll();
        assertTrue(newer.release(current), "an empty Redis contains nothing newer");
    }

    @Test
    void epochsIncreaseOnAPodWhateverRedisHasLost() throws Exception {
        RedisRoutes routes = pod("gateway-0");
        client.set("conn:" + id, "{\"pod\":\"gateway-9\",\"partition\":1,\"epoch\":8000000000000001}");
        Route last = claim(routes);
        routes.release(last);
        client.flushAll();

        assertTrue(claim(routes).epoch().compareTo(last.epoch()) > 0);
    }

    @Test
    void aPodDeclaredLostGivesUpOnlyItsSessionsOfThatTime() throws Exception {
        List<RouteLoss> losses = new CopyOnWriteArrayList<>();
        RedisRoutes routes = pod("gateway-0");
        Route lost = routes.claim(id, OcppVersion.V1_6, CONNECTED, losses::add);
        RedisLostRoutes survivor = new RedisLostRoutes(pods.getFirst().link(), TestRedis.incarnation("gateway-1", "b"));
        SessionEpoch upTo = survivor.declareLost("gateway-0/a").orElseThrow();
        assertTrue(lost.epoch().compareTo(upTo) <= 0);

        await().until(() -> losses.equals(List.of(RouteLoss.DECLARED_LOST)));
        routes.release(lost);
        Route next = routes.claim(id, OcppVersion.V1_6, CONNECTED, losses::add);
        assertTrue(next.epoch().compareTo(upTo) > 0);
        survivor.finish("gateway-0/a", true);
        await().during(Duration.ofMillis(900)).until(() -> losses.size() == 1);
        assertTrue(stored().contains(next.epoch().toString()));
    }

    @Test
    void aPodRegistersAgainAsSoonAsOneOfItsRoutesWasMissing() throws Exception {
        RedisSettings settings = redis.settings();
        RedisSettings.Lifetimes lifetimes = settings.lifetimes();
        RedisSettings slow = TestRedis.withLifetimes(
                settings,
                new RedisSettings.Lifetimes(
                        Duration.ofMinutes(30),
                        Duration.ofMinutes(10),
                        lifetimes.lease(),
                        lifetimes.leaseRenewalInterval(),
                        lifetimes.command(),
                        lifetimes.registration()));
        RedisLink link = redis.link();
        RedisRoutes routes = new RedisRoutes(
                slow, link, TestRedis.incarnation("gateway-0", "a"), 17, (pod, it) -> {}, registry, Clock.systemUTC());
        pods.add(new Pod(link, routes));
        for (int i = 0; i < 500; i++) {
            routes.claim(new ChargePointId("CP " + i), OcppVersion.V1_6, CONNECTED, RedisRoutesIT::nothing);
        }
        routes.start();
        await().until(() -> client.hexists("pods", "gateway-0/a"));

        client.flushAll();

        await().atMost(Duration.ofMinutes(2)).until(() -> client.hexists("pods", "gateway-0/a"));
    }

    @Test
    void renewalExtendsARouteAndRestoresItAfterAFlush() throws Exception {
        Route route = claim(pod("gateway-0"));

        client.flushAll();
        assertNull(client.get("conn:" + id));

        await().until(() -> client.get("conn:" + id) != null);
        assertTrue(stored().contains("\"epoch\":" + route.epoch() + ","));
        client.pexpire("conn:" + id, LIFETIME_MILLIS / 2);
        await().until(() -> client.pttl("conn:" + id) > LIFETIME_MILLIS / 2);
    }

    @Test
    void anUnreadableIndexEntryDoesNotStopRenewals() throws Exception {
        client.hset("held:gateway-0/a", "CP", "no note");
        Route route = claim(pod("gateway-0"));

        for (int i = 0; i < 2; i++) {
            client.del("conn:" + id);
            await().until(() -> client.exists("conn:" + id));
        }
        assertTrue(stored().contains("\"epoch\":" + route.epoch() + ","));
        assertEquals("no note", client.hget("held:gateway-0/a", "CP"));
    }

    @Test
    void duringAnOutageAClaimIsProvisionalAndStoredAfterwards() throws Exception {
        RedisRoutes routes = pod("gateway-0");
        Route before = claim(routes);
        redis.stop();

        Route provisional = claim(routes);

        assertTrue(provisional.epoch().compareTo(before.epoch()) > 0);
        redis.restart();
        await().ignoreExceptions()
                .until(() -> stored().contains(provisional.epoch().toString()));
    }

    @Test
    void thousandsOfConcurrentClaimsSucceed() throws Exception {
        RedisSettings settings = TestRedis.withTimeout(RedisSettings.defaults(redis.uri()), Duration.ofSeconds(30));
        RedisLink link = new RedisLink(settings, new PrometheusRegistry(), Clock.systemUTC());
        RedisRoutes routes = new RedisRoutes(
                settings,
                link,
                TestRedis.incarnation("gateway-0", "a"),
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

    private double drift(String kind) {
        return registry.scrape(name -> name.equals("ocpp_gateway_routes_repaired")).stream()
                .flatMap(metric -> metric.getDataPoints().stream())
                .filter(point -> kind.equals(point.getLabels().get("reason")))
                .mapToDouble(point -> ((CounterSnapshot.CounterDataPointSnapshot) point).getValue())
                .sum();
    }

    private String stored() {
        return String.valueOf(client.get("conn:" + id));
    }
}
