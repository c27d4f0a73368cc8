package org.ocppgateway.ops.bench.system;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.ocppgateway.ops.bench.figure.BenchFigure;
import org.ocppgateway.ops.bench.figure.BenchTarget;
import org.ocppgateway.ops.bench.figure.Measurement;
import org.ocppgateway.ops.stack.process.TemporaryDirectory;
import org.ocppgateway.ops.stack.redis.RedisProcess;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.routing.redis.RedisRoutes;
import org.ocppgateway.routing.redis.client.RedisLink;
import org.ocppgateway.routing.redis.client.RedisSettings;
import org.ocppgateway.routing.route.Incarnation;
import org.ocppgateway.routing.route.Route;
import redis.clients.jedis.RedisClient;

/** Cost of 100,000 routes in a real Redis: renewal, its distribution over time, and recovery after a flush. */
public final class RouteMeasurement implements Measurement {
    private static final int ROUTES = 100_000;
    private static final Duration INTERVAL = Duration.ofSeconds(30);
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    @Override
    public String name() {
        return "routes";
    }

    @Override
    public String about() {
        return "renewing 100,000 routes in a real Redis, and restoring them after a flush";
    }

    @Override
    public List<BenchFigure> run(Progress progress) throws Exception {
        try (TemporaryDirectory directory = new TemporaryDirectory("gateway-bench-");
                RedisProcess redis = new RedisProcess(directory.path())) {
            redis.server().start().awaitReady(TIMEOUT);
            try (RedisClient client = RedisClient.create(URI.create("redis://" + redis.address()))) {
                return measure(RedisSettings.defaults("redis://" + redis.address()), client, progress);
            }
        }
    }

    private static List<BenchFigure> measure(RedisSettings settings, RedisClient client, Progress progress)
            throws Exception {
        PrometheusRegistry registry = new PrometheusRegistry();
        RedisLink link = new RedisLink(settings, registry, Clock.systemUTC());
        RedisRoutes routes = new RedisRoutes(
                settings,
                link,
                Incarnation.create(new PodId("gateway-0"), new SplittableRandom()),
                17,
                (pod, chargePoint) -> {},
                registry,
                Clock.systemUTC());
        try {
            claim(routes);
            progress.report("%,d routes are claimed".formatted(ROUTES));
            routes.start();
            // The first interval also writes the route index.
            Renewals unused = Renewals.watch(registry, INTERVAL);
            double processorBefore = processorSeconds(client);
            Renewals renewals = Renewals.watch(registry, INTERVAL);
            double processor = (processorSeconds(client) - processorBefore) * ROUTES / renewals.renewed();
            progress.report("%,.0f routes were renewed in %.2f s of pipelines, %.1f %% of them in the busiest second"
                    .formatted(renewals.renewed(), renewals.seconds(), renewals.busiestPercent()));
            long flushed = System.nanoTime();
            client.flushAll();
            awaitAll(client);
            double back = (System.nanoTime() - flushed) / 1e9;
            progress.report("all routes were back after %.1f s".formatted(back));
            return figures(renewals, processor, back);
        } finally {
            routes.stop();
            link.close(TIMEOUT);
        }
    }

    private static List<BenchFigure> figures(Renewals renewals, double processor, double back) {
        double perRenewal = renewals.seconds() * ROUTES / renewals.renewed();
        String with = "%,d routes, one pod, renewed every %d s".formatted(ROUTES, INTERVAL.toSeconds());
        return List.of(
                new BenchFigure("renewing all routes", perRenewal, "s", BenchTarget.atMost(1), with),
                new BenchFigure(
                        "renewing all routes, processor time of Redis",
                        processor,
                        "s",
                        BenchTarget.Watched.LESS_IS_BETTER,
                        with),
                new BenchFigure("routes busiest second", renewals.busiestPercent(), "%", BenchTarget.atMost(10), with),
                new BenchFigure(
                        "routes back after a flush",
                        back,
                        "s",
                        BenchTarget.atMost((double) INTERVAL.toSeconds()),
                        with));
    }

    private static void claim(RedisRoutes routes) throws Exception {
        Instant now = Instant.now();
        try (ExecutorService threads =
                Executors.newThreadPerTaskExecutor(Thread.ofVirtual().factory())) {
            List<Future<Route>> claims = new ArrayList<>(ROUTES);
            for (int i = 0; i < ROUTES; i++) {
                ChargePointId id = new ChargePointId("CP-" + i);
                claims.add(threads.submit(() -> routes.claim(id, OcppVersion.V1_6, now, loss -> {})));
                if (i % 10_000 == 9_999) {
                    claims.getLast().get();
                }
            }
            for (Future<Route> claim : claims) {
                claim.get();
            }
        }
    }

    /** Returns the processor time of Redis so far. */
    private static double processorSeconds(RedisClient client) {
        return client.info("cpu")
                .lines()
                .filter(line -> line.startsWith("used_cpu_user:") || line.startsWith("used_cpu_sys:"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(':') + 1)))
                .sum();
    }

    private static void awaitAll(RedisClient client) throws InterruptedException {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (client.dbSize() < ROUTES) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("only " + client.dbSize() + " routes are back");
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }
}
