package org.ocppgateway.routing.redis;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.routing.redis.client.RedisLink;
import org.ocppgateway.routing.route.Route;
import redis.clients.jedis.RedisClient;

/** Index entries of sessions that could not report their end. */
class UnreportedEndsIT {
    private static final ChargePointId ID = new ChargePointId("CP 1");
    private static final String INDEX = "held:gateway-0/a";

    private TestRedis redis;
    private RedisClient client;
    private RedisLink link;
    private RedisRoutes routes;
    private volatile Runnable atNextEnd = () -> {};

    /** Runs {@link #atNextEnd} when it is read, which happens while a session ends. */
    private final InstantSource clock = () -> {
        atNextEnd.run();
        return Instant.now();
    };

    @BeforeEach
    void start() throws Exception {
        redis = TestRedis.start();
        client = redis.client();
        link = redis.link();
        routes = new RedisRoutes(
                redis.settings(),
                link,
                TestRedis.incarnation("gateway-0", "a"),
                17,
                (pod, id) -> {},
                new PrometheusRegistry(),
                clock.withZone(ZoneOffset.UTC));
        routes.start();
        await().until(() -> client.hexists("pods", "gateway-0/a"));
    }

    @AfterEach
    void stop() throws Exception {
        routes.stop();
        link.close(Duration.ofSeconds(1));
        client.close();
        redis.close();
    }

    private Route claim() throws InterruptedException {
        return routes.claim(ID, OcppVersion.V1_6, Instant.parse("2026-11-30T10:00:00Z"), loss -> {});
    }

    private Route endWithoutReport() throws InterruptedException {
        Route ended = claim();
        assertTrue(routes.release(ended));
        routes.leaveToOthers(ended);
        return ended;
    }

    @Test
    void anEntryStaysForAnotherPodAfterItsPodHasStopped() throws Exception {
        Route ended = endWithoutReport();
        // The reconciliation removes this entry and keeps the other.
        client.hset(INDEX, "CP 2", "7 ocpp1.6");
        await().until(() -> client.hkeys(INDEX).equals(Set.of(ID.value())));

        routes.stop();
        assertEquals(ended.epoch() + " ocpp1.6", client.hget(INDEX, ID.value()));
        assertTrue(client.hexists("pods", "gateway-0/a"), "a registered pod is swept when it is dead");
        assertTrue(client.pttl(INDEX) > 0, "the entry ends some day");
    }

    @Test
    void anEntryStaysIfTheReconciliationMeetsItWhileItsSessionEnds() throws Exception {
        Route held = claim();
        await().until(() -> client.hexists(INDEX, ID.value()));
        atNextEnd = () -> {
            awaitReconciliation();
            awaitReconciliation();
        };

        assertTrue(routes.release(held));

        assertEquals(Set.of(ID.value()), client.hkeys(INDEX));
    }

    /** Waits until the reconciliation has met a new entry without a session. Two such waits contain a whole round. */
    private void awaitReconciliation() {
        client.hset(INDEX, "CP 2", "7 ocpp1.6");
        await().until(() -> !client.hexists(INDEX, "CP 2"));
    }

    @Test
    void aNewerSessionOnTheSamePodReplacesIt() throws Exception {
        Route ended = endWithoutReport();
        Route newer = claim();
        await().until(() -> (newer.epoch() + " ocpp1.6").equals(client.hget(INDEX, ID.value())));
        assertTrue(newer.epoch().compareTo(ended.epoch()) > 0);
        assertTrue(routes.release(newer));
        routes.forget(newer);
        await().until(() -> !client.exists(INDEX));

        routes.stop();
        await().until(() -> !client.hexists("pods", "gateway-0/a"));
    }
}
