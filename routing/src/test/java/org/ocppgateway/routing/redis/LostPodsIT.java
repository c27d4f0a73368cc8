package org.ocppgateway.routing.redis;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.routing.command.Limit;
import org.ocppgateway.routing.event.EventPublisher;
import org.ocppgateway.routing.event.PublishException;
import org.ocppgateway.routing.redis.client.RedisLink;
import org.ocppgateway.routing.route.PeerAddress;
import org.ocppgateway.routing.route.Route;
import org.ocppgateway.routing.sweep.LostPods;
import org.ocppgateway.routing.sweep.SweepSettings;
import redis.clients.jedis.RedisClient;

/** Events and routes of a dead pod's charge points, with a real Redis. */
class LostPodsIT {
    private static final int PARTITION = 17;
    private static final int CHARGE_POINTS = 120;
    private static final Instant CONNECTED = Instant.parse("2026-11-21T10:00:00Z");

    private TestRedis redis;
    private RedisClient client;
    private RedisLink link;
    private RedisRoutes dead;
    private final List<Route> routes = new ArrayList<>();
    private final List<JsonObject> published = new CopyOnWriteArrayList<>();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private final List<LostPods> survivors = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        redis = TestRedis.start();
        client = redis.client();
        link = redis.link();
        PodLease lease = new PodLease(
                redis.settings(),
                link,
                TestRedis.incarnation("gateway-0", "a"),
                new PeerAddress("127.0.0.1:1", ""),
                PARTITION,
                0,
                Clock.systemUTC(),
                () -> {});
        lease.acquire();
        dead = routes("gateway-0", "a");
        dead.start();
        for (int i = 0; i < CHARGE_POINTS; i++) {
            routes.add(claim(dead, i));
        }
        await().until(() -> client.hlen("held:gateway-0/a") == CHARGE_POINTS && client.hexists("pods", "gateway-0/a"));
        // As after a crash: nothing is renewed or released, and the lease expires.
        dead.stop();
        lease.end();
    }

    @AfterEach
    void stop() throws Exception {
        for (LostPods survivor : survivors) {
            survivor.stop();
        }
        link.close(Duration.ofSeconds(1));
        client.close();
        redis.close();
    }

    private RedisRoutes routes(String pod, String nonce) {
        return new RedisRoutes(
                redis.settings(),
                link,
                TestRedis.incarnation(pod, nonce),
                PARTITION,
                (from, chargePointId) -> {},
                new PrometheusRegistry(),
                Clock.systemUTC());
    }

    private static Route claim(RedisRoutes pod, int number) throws InterruptedException {
        return pod.claim(new ChargePointId("CP " + number), OcppVersion.V2_0_1, CONNECTED, loss -> {});
    }

    private void survive(String pod, IntPredicate sweeps) {
        EventPublisher publisher = (key, event) -> {
            if (refused.contains(key.value())) {
                throw new PublishException(PublishException.Reason.OUTAGE, "out");
            }
            published.add(JsonParser.parseString(new String(event, StandardCharsets.UTF_8))
                    .getAsJsonObject());
        };
        LostPods survivor = new LostPods(
                new SweepSettings(
                        Duration.ofMillis(50),
                        Duration.ofMillis(500),
                        new SweepSettings.Grace(Duration.ZERO, Duration.ZERO, Duration.ZERO),
                        new Limit(10, 1000),
                        10,
                        1000,
                        Duration.ofSeconds(6)),
                new RedisLostRoutes(link, TestRedis.incarnation(pod, "s")),
                new RedisLeases(link),
                sweeps,
                publisher,
                new PrometheusRegistry(),
                Clock.systemUTC(),
                Clock.systemUTC());
        survivors.add(survivor);
        survivor.start();
    }

    private Set<String> toldOffline() {
        return published.stream()
                .map(event -> event.get("subject").getAsString())
                .collect(Collectors.toSet());
    }

    private void awaitFinished() {
        await().until(() -> !client.hexists("pods", "gateway-0/a"));
    }

    @Test
    void anIndexedRouteWithAnUnknownProtocolIsPublishedWithoutVersion() throws Exception {
        client.hset("held:gateway-0/a", "CP 8", routes.get(8).epoch() + " ocpp3.0");

        survive("gateway-1", partition -> partition == PARTITION);
        awaitFinished();

        assertEquals(CHARGE_POINTS, published.size());
        JsonObject event = published.stream()
                .filter(each -> each.get("subject").getAsString().equals("CP 8"))
                .findFirst()
                .orElseThrow();
        assertNull(event.getAsJsonObject("data").get("protocolVersion"));
    }

    @Test
    void chargePointsOfALostPodAreReportedOfflineOnceUnlessTheyReconnected() throws Exception {
        Route elsewhere = claim(routes("gateway-1", "b"), 7);

        survive("gateway-1", partition -> partition == PARTITION);
        survive("gateway-2", partition -> partition == PARTITION);
        awaitFinished();

        assertEquals(CHARGE_POINTS - 1, published.size());
        assertEquals(CHARGE_POINTS - 1, toldOffline().size());
        assertTrue(client.get("conn:CP 7").contains(elsewhere.epoch().toString()));
        assertNull(client.get("conn:CP 8"));
        assertEquals(0, client.hlen("held:gateway-0/a"));
        JsonObject event = published.stream()
                .filter(each -> each.get("subject").getAsString().equals("CP 8"))
                .findFirst()
                .orElseThrow();
        assertEquals("device.offline", event.get("type").getAsString());
        assertEquals(
                "CP 8:" + routes.get(8).epoch() + ":2147483647", event.get("id").getAsString());
        JsonObject data = event.getAsJsonObject("data");
        assertEquals("pod-lost", data.get("reason").getAsString());
        assertEquals(routes.get(8).epoch().value(), data.get("sessionEpoch").getAsLong());
        assertEquals(2147483647, data.get("sequence").getAsLong());
        assertEquals("gateway-0", data.get("podId").getAsString());
        assertEquals("2.0.1", data.get("protocolVersion").getAsString());
    }

    @Test
    void chargePointsAreReportedOfflineAlsoAfterTheirRoutesExpired() {
        client.keys("conn:*").forEach(client::del);
        survive("gateway-1", partition -> true);
        awaitFinished();
        assertEquals(CHARGE_POINTS, toldOffline().size());
    }

    @Test
    void onlyEventsThatKafkaDidNotTakeArePublishedAgain() {
        refused.add("CP 3");
        survive("gateway-1", partition -> true);
        await().until(() -> toldOffline().size() == CHARGE_POINTS - 1);
        refused.clear();
        awaitFinished();
        assertEquals(CHARGE_POINTS, toldOffline().size());
        assertEquals(CHARGE_POINTS, published.size());
    }

    @Test
    void anUnreadableEntryStopsNoOther() {
        client.hset("held:gateway-0/a", "CP 3", routes.get(3).epoch() + " ocpp9.9");
        client.hset("held:gateway-0/a", "CP 4", "nonsense");
        client.hset("held:gateway-0/a", "no:identity", "1 ocpp1.6");
        client.hset("pods", "gateway-7/x", "no number");
        client.hset("pods", "gateway-8/y", "17");
        client.set("pod:gateway-8", "no lease");
        survive("gateway-1", partition -> true);

        awaitFinished();

        assertEquals(CHARGE_POINTS - 1, toldOffline().size());
        JsonObject event = published.stream()
                .filter(each -> each.get("subject").getAsString().equals("CP 3"))
                .findFirst()
                .orElseThrow();
        assertFalse(event.getAsJsonObject("data").has("protocolVersion"), event::toString);
        assertTrue(client.hexists("pods", "gateway-8/y"), "an unreadable lease does not mean death");
    }

    @Test
    void onlyTheMemberWithThePartitionCleansUp() {
        survive("gateway-1", partition -> partition != PARTITION);
        await().during(Duration.ofSeconds(2)).until(published::isEmpty);
    }

    @Test
    void aLivePodIsNotLost() throws Exception {
        client.set("pod:gateway-0", "{\"nonce\":\"a\",\"address\":\"\",\"partition\":17,\"startOffset\":0}");
        survive("gateway-1", partition -> true);
        await().during(Duration.ofSeconds(2)).until(published::isEmpty);
        // A restart under the same name is another incarnation.
        client.set("pod:gateway-0", "{\"nonce\":\"c\",\"address\":\"\",\"partition\":17,\"startOffset\":0}");
        awaitFinished();
        assertEquals(CHARGE_POINTS, toldOffline().size());
    }

    @Test
    void aSessionStartedAfterTheDeclarationIsNotLost() throws Exception {
        RedisLostRoutes survivor = new RedisLostRoutes(link, TestRedis.incarnation("gateway-1", "s"));
        survivor.declareLost("gateway-0/a");
        Route later = claim(dead, 500);
        survive("gateway-1", partition -> true);
        await().until(() -> toldOffline().size() >= CHARGE_POINTS);
        assertTrue(published.stream()
                .limit(CHARGE_POINTS)
                .noneMatch(event -> event.get("subject").getAsString().equals("CP 500")));
        // Its pod is dead nevertheless, so it is declared lost again, including that session.
        await().until(() -> toldOffline().contains("CP 500"));
        assertNull(client.get("conn:CP 500"), later.toString());
    }
}
