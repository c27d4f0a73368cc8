package org.ocppgateway.routing.redis;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.routing.redis.client.ReadCall;
import org.ocppgateway.routing.redis.client.RedisLink;
import org.ocppgateway.routing.redis.client.RedisSettings;
import org.ocppgateway.routing.redis.client.RedisUnavailableException;
import org.ocppgateway.routing.route.Route;
import redis.clients.jedis.Jedis;

/** A Redis that answers and refuses is unavailable, for each reason that can be produced with a real server. */
class RefusedWritesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private TestRedis redis;
    private Jedis admin;
    private RedisLink link;
    private RedisRoutes routes;

    @BeforeEach
    void start() throws Exception {
        redis = TestRedis.start();
        admin = redis.admin();
        link = new RedisLink(redis.settings(), registry, Clock.systemUTC());
        routes = new RedisRoutes(
                redis.settings(),
                link,
                TestRedis.incarnation("gateway-0", "a"),
                17,
                (pod, it) -> {},
                new PrometheusRegistry(),
                Clock.systemUTC());
        await().atMost(PATIENCE).until(() -> link.dependency().state().reachable());
    }

    @AfterEach
    void stop() throws Exception {
        link.close(Duration.ofSeconds(1));
        admin.close();
        redis.close();
    }

    private Route claim(String id) throws InterruptedException {
        return routes.claim(new ChargePointId(id), OcppVersion.V1_6, Instant.EPOCH, loss -> {});
    }

    private String problem() {
        return String.valueOf(link.dependency().state().problem());
    }

    private double outages(String reason) {
        return registry.scrape(name -> name.equals("ocpp_gateway_redis_outages")).stream()
                .flatMap(metric -> ((CounterSnapshot) metric).getDataPoints().stream())
                .filter(point -> reason.equals(point.getLabels().get("reason")))
                .mapToDouble(CounterSnapshot.CounterDataPointSnapshot::getValue)
                .sum();
    }

    @ParameterizedTest
    @EnumSource(RefusedWrites.class)
    void redisIsOutWithTheReasonFromTheFirstRefusalToTheFirstSuccess(RefusedWrites reason) throws Exception {
        claim("BEFORE");
        reason.begin(admin, directory);

        await().atMost(PATIENCE).until(() -> problem().contains(reason.name()));
        assertThrows(RedisUnavailableException.class, () -> link.run(ReadCall.GET, "conn:BEFORE"));
        assertEquals(1, outages(reason.name().toLowerCase(Locale.ROOT)), "one outage, whatever the number of probes");

        reason.end(admin);
        await().atMost(PATIENCE).until(() -> link.dependency().state().reachable());
        assertTrue(link.run(ReadCall.GET, "conn:BEFORE").contains("gateway-0"));
        Route after = claim("AFTER");
        assertTrue(link.run(ReadCall.GET, "conn:AFTER").contains(after.epoch().toString()));
    }

    @Test
    void aRefusedClaimIsProvisionalAndStartsTheOutage() throws Exception {
        RedisLink patient = new RedisLink(seldomProbing(redis.settings()), new PrometheusRegistry(), Clock.systemUTC());
        await().atMost(PATIENCE).until(() -> patient.dependency().state().reachable());
        RefusedWrites.OOM.begin(admin, directory);
        // The next probe is ten minutes away: the refused claim itself reports the outage.
        RedisRoutes others = new RedisRoutes(
                redis.settings(),
                patient,
                TestRedis.incarnation("gateway-1", "b"),
                18,
                (pod, it) -> {},
                new PrometheusRegistry(),
                Clock.systemUTC());
        others.claim(new ChargePointId("CP-1"), OcppVersion.V1_6, Instant.EPOCH, loss -> {});
        assertTrue(
                String.valueOf(patient.dependency().state().problem()).contains("OOM"), patient.dependency()::toString);
        patient.close(Duration.ofSeconds(1));
    }

    private static RedisSettings seldomProbing(RedisSettings settings) {
        return new RedisSettings(
                settings.address(),
                settings.timeout(),
                settings.batchSize(),
                settings.queueLimit(),
                Duration.ofMinutes(10),
                new RedisSettings.Lifetimes(
                        settings.lifetimes().route(),
                        settings.lifetimes().routeRenewalInterval(),
                        Duration.ofMinutes(20),
                        settings.lifetimes().leaseRenewalInterval(),
                        settings.lifetimes().command(),
                        settings.lifetimes().registration()));
    }

    @Test
    void anErrorOfOneKeyIsNoOutage() throws Exception {
        admin.hset("conn:ODD", "a", "b");
        assertThrows(RedisUnavailableException.class, () -> link.run(ReadCall.GET, "conn:ODD"));
        assertTrue(link.dependency().state().reachable(), this::problem);
        assertEquals("", link.run(ReadCall.GET, "conn:OTHER"));
    }

    @Test
    void aScriptThatRunsForEverIsAnOutageWithTheReasonBusy() throws Exception {
        admin.configSet("lua-time-limit", "50");
        Thread endless = Thread.ofVirtual().start(() -> {
            try (Jedis other = redis.admin()) {
                other.eval("while true do end");
            } catch (RuntimeException killed) {
                // as required
            }
        });
        await().atMost(PATIENCE).until(() -> problem().contains("BUSY"));
        admin.scriptKill();
        endless.join();
        await().atMost(PATIENCE).until(() -> link.dependency().state().reachable());
    }

    @Test
    void aMissingPermissionIsReportedBeforeItIsNeeded() throws Exception {
        admin.aclSetUser(
                "default",
                "resetkeys",
                "~conn:*",
                "~pod:*",
                "~pods",
                "~held:*",
                "~lost:*",
                "~cmd:*",
                "~tally:*",
                "~gateway:era");
        await().atMost(PATIENCE).until(() -> problem().contains("NOPERM"));
        admin.aclSetUser("default", "~registration:*");
        await().atMost(PATIENCE).until(() -> link.dependency().state().reachable());
    }

    @Test
    void theDocumentedPermissionsAreSufficient() throws Exception {
        for (String key : List.of("conn:*", "pod:*", "pods", "held:*", "lost:*", "cmd:*", "tally:*", "gateway:era")) {
            admin.aclSetUser("gateway", "on", ">secret", "~" + key, "~registration:*");
        }
        admin.aclSetUser(
                "gateway", "+@read", "+@write", "+@scripting", "+time", "+info", "+select", "+ping", "+client");
        RedisLink limited = new RedisLink(
                TestRedis.settings(redis.uri().replace("redis://", "redis://gateway:secret@")),
                new PrometheusRegistry(),
                Clock.systemUTC());
        await().atMost(PATIENCE).until(() -> limited.dependency().state().reachable());
        limited.close(Duration.ofSeconds(1));
    }
}
