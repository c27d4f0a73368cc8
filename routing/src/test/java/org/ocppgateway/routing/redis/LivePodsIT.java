package org.ocppgateway.routing.redis;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.routing.MonotonicClock;
import org.ocppgateway.routing.redis.client.RedisLink;
import org.ocppgateway.routing.redis.client.RedisSettings;
import org.ocppgateway.routing.route.Incarnation;
import org.ocppgateway.routing.route.PeerAddress;
import org.ocppgateway.routing.route.RouteLoss;
import org.ocppgateway.routing.sweep.LostPods;
import org.ocppgateway.routing.sweep.SweepSettings;
import redis.clients.jedis.Jedis;

/**
 * Eight pods and a Redis that refuses writes for longer than the lifetime of a lease.
 * {@code -Drefused.writes.seconds=60} uses the gateway's default times and an outage of that length; without it all
 * times are a fifth. The cases run at the same time, because they wait: each has its own Redis and pods.
 */
@Execution(ExecutionMode.CONCURRENT)
class LivePodsIT {
    private static final int PODS = 8;
    private static final int ROUTES = 50;
    private static final int SECONDS = Integer.getInteger("refused.writes.seconds", 0);
    private static final int SCALE = SECONDS == 0 ? 5 : 1;
    private static final Duration OUTAGE = Duration.ofSeconds(SECONDS == 0 ? 6 : SECONDS);

    @TempDir
    private Path directory;

    private final List<Pod> pods = new ArrayList<>();
    private final AtomicInteger declaredLost = new AtomicInteger();
    private final AtomicInteger superseded = new AtomicInteger();
    private final AtomicInteger toldOffline = new AtomicInteger();

    private record Pod(RedisLink link, PodLease lease, RedisRoutes routes, LostPods lostPods) {
        void stop() throws InterruptedException {
            lostPods.stop();
            routes.stop();
            lease.end();
            link.close(Duration.ofSeconds(1));
        }
    }

    private static Duration scaled(Duration time) {
        return time.dividedBy(SCALE);
    }

    private static RedisSettings settings(String uri) {
        RedisSettings defaults = RedisSettings.defaults(uri);
        return new RedisSettings(
                defaults.address(),
                defaults.timeout(),
                defaults.batchSize(),
                defaults.queueLimit(),
                scaled(defaults.retryAfter()),
                new RedisSettings.Lifetimes(
                        scaled(defaults.lifetimes().route()),
                        scaled(defaults.lifetimes().routeRenewalInterval()),
                        scaled(defaults.lifetimes().lease()),
                        scaled(defaults.lifetimes().leaseRenewalInterval()),
                        defaults.lifetimes().command(),
                        defaults.lifetimes().registration()));
    }

    private static SweepSettings sweep() {
        SweepSettings defaults = SweepSettings.defaults();
        return new SweepSettings(
                scaled(defaults.checkInterval()),
                scaled(defaults.podTimeout()),
                defaults.grace(),
                defaults.tracked(),
                defaults.concurrency(),
                defaults.offlineEventsPerSecond(),
                defaults.sessionTimeout());
    }

    /** A pod that cleans up after the next one if that is lost. */
    private Pod pod(int number, RedisSettings settings) throws Exception {
        PrometheusRegistry registry = new PrometheusRegistry();
        Clock clock = Clock.systemUTC();
        RedisLink link = new RedisLink(settings, registry, clock);
        Incarnation self = Incarnation.create(new PodId("gateway-" + number), new Random(number));
        PodLease lease =
                new PodLease(settings, link, self, new PeerAddress("127.0.0.1:1", ""), number, 0, clock, () -> {});
        lease.acquire();
        RedisRoutes routes = new RedisRoutes(settings, link, self, number, (from, it) -> {}, registry, clock);
        routes.start();
        for (int i = 0; i < ROUTES; i++) {
            routes.claim(
                    new ChargePointId("CP-" + number + "-" + i),
                    OcppVersion.V1_6,
                    clock.instant(),
                    loss -> (loss == RouteLoss.DECLARED_LOST ? declaredLost : superseded).incrementAndGet());
        }
        LostPods lostPods = new LostPods(
                sweep(),
                new RedisLostRoutes(link, self),
                new RedisLeases(link),
                partition -> partition == (number + 1) % PODS,
                (key, event) -> toldOffline.incrementAndGet(),
                registry,
                clock,
                new MonotonicClock(clock, System::nanoTime));
        lostPods.start();
        return new Pod(link, lease, routes, lostPods);
    }

    private int routesIn(Jedis admin) {
        return admin.keys("conn:*").size();
    }

    private int leasesIn(Jedis admin) {
        return admin.keys("pod:*").size();
    }

    private void assertNoPodLost() {
        assertEquals(
                "0 declared lost, 0 superseded, 0 reported offline",
                declaredLost + " declared lost, " + superseded + " superseded, " + toldOffline + " reported offline");
    }

    @ParameterizedTest
    @EnumSource(
            value = RefusedWrites.class,
            names = {"OOM", "MISCONF", "NOREPLICAS", "READONLY"})
    void noneIsDeclaredLostWhenRedisRefusesWritesAndTakesThemAgain(RefusedWrites reason) throws Exception {
        try (TestRedis redis = TestRedis.start();
                Jedis admin = redis.admin()) {
            RedisSettings settings = settings(redis.uri());
            for (int i = 0; i < PODS; i++) {
                pods.add(pod(i, settings));
            }
            // Long enough for a false declaration to appear.
            Duration verdict =
                    settings.lifetimes().lease().plus(sweep().podTimeout()).plus(sweep().checkInterval());
            await().during(verdict.plusSeconds(1))
                    .atMost(verdict.multipliedBy(10))
                    .until(() -> toldOffline.get() == 0);

            reason.begin(admin, directory);
            await().until(() -> pods.stream()
                    .allMatch(
                            pod -> String.valueOf(pod.link.dependency().state().problem())
                                    .contains(reason.name())));
            await().during(OUTAGE).atMost(OUTAGE.multipliedBy(2)).until(() -> toldOffline.get() == 0);
            int leases = leasesIn(admin);
            int routes = routesIn(admin);
            reason.end(admin);
            long ended = System.nanoTime();
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> routesIn(admin) == PODS * ROUTES && leasesIn(admin) == PODS);
            double back = (System.nanoTime() - ended) / 1e9;

            await().during(verdict.plusSeconds(2))
                    .atMost(verdict.multipliedBy(10))
                    .until(() -> toldOffline.get() == 0);
            System.out.printf(
                    "%s for %d s: %d of %d leases and %d of %d routes were left;"
                            + " %d declared lost, %d superseded, %d reported offline;"
                            + " all back after %.1f s (renewal intervals: leases %.1f s, routes %.1f s)%n",
                    reason,
                    OUTAGE.toSeconds(),
                    leases,
                    PODS,
                    routes,
                    PODS * ROUTES,
                    declaredLost.get(),
                    superseded.get(),
                    toldOffline.get(),
                    back,
                    settings.lifetimes().leaseRenewalInterval().toMillis() / 1000.0,
                    settings.lifetimes().routeRenewalInterval().toMillis() / 1000.0);
            assertNoPodLost();
            for (Pod pod : pods) {
                pod.stop();
            }
        }
    }
}
