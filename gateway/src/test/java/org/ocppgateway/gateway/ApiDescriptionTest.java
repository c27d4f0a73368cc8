package org.ocppgateway.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.ocppgateway.gateway.admin.Health;
import org.ocppgateway.gateway.api.ApiRoute;
import org.ocppgateway.gateway.api.AuditLog;
import org.ocppgateway.gateway.api.ClusterLoads;
import org.ocppgateway.gateway.api.CommandSubmission;
import org.ocppgateway.gateway.api.DrainApi;
import org.ocppgateway.gateway.api.KnownChargePoints;
import org.ocppgateway.gateway.api.RebalanceApi;
import org.ocppgateway.gateway.api.SessionActions;
import org.ocppgateway.gateway.config.Configuration;
import org.ocppgateway.gateway.config.GatewayConfig;
import org.ocppgateway.gateway.connection.ConnectionLimits;
import org.ocppgateway.gateway.connection.Connections;
import org.ocppgateway.gateway.drain.Rebalance;
import org.ocppgateway.gateway.drain.RebalanceMetrics;
import org.ocppgateway.gateway.journal.FrameJournal;
import org.ocppgateway.gateway.journal.FrameTopic;
import org.ocppgateway.gateway.peer.ClusterQueries;
import org.ocppgateway.gateway.peer.PeerClient;
import org.ocppgateway.gateway.peer.PeerMetrics;
import org.ocppgateway.gateway.peer.PodQueries;
import org.ocppgateway.gateway.security.ChargePointSecurity;
import org.ocppgateway.gateway.security.KeyRotation;
import org.ocppgateway.gateway.takeover.InMemoryWindowCounter;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.routing.MonotonicClock;
import org.ocppgateway.routing.PodContext;
import org.ocppgateway.routing.redis.RedisAuditStore;
import org.ocppgateway.routing.redis.RedisBanStore;
import org.ocppgateway.routing.redis.RedisCommandRequests;
import org.ocppgateway.routing.redis.RedisCredentialStore;
import org.ocppgateway.routing.redis.RedisLeases;
import org.ocppgateway.routing.redis.RedisRegistrations;
import org.ocppgateway.routing.redis.RedisSessionHistory;
import org.ocppgateway.routing.redis.client.RedisLink;
import org.ocppgateway.routing.redis.client.RedisSettings;
import org.ocppgateway.routing.route.FoundRoute;
import org.ocppgateway.routing.route.PendingRoute;
import org.ocppgateway.routing.route.RouteFinder;

/** The OpenAPI document describes the operations that exist, and no others. */
class ApiDescriptionTest {
    private static final Pattern LINE = Pattern.compile("^(?: {2}(/\\S*)| {4}(get|put|post|delete)):$");

    @Test
    void everyOperationIsDescribedAndNoOther() throws Exception {
        GatewayConfig config = Configuration.load(null).settings();
        PrometheusRegistry registry = new PrometheusRegistry();
        Clock clock = Clock.systemUTC();
        PodContext pod = new PodContext(config.pod(), clock, new MonotonicClock(clock, System::nanoTime), registry);
        ConnectionLimits limits = config.chargePoints().connection();
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        Health health = new Health(
                clock, new Connections(limits, System::nanoTime, timer, new PrometheusRegistry()), List.of());
        GatewayContext context = new GatewayContext(config, pod, new ShutdownSequence(System::nanoTime), health);
        RedisLink link = new RedisLink(RedisSettings.defaults("redis://127.0.0.1:1"), registry, Clock.systemUTC());
        try {
            ChargePointSecurity security = new ChargePointSecurity(
                    config.chargePoints().security(),
                    new RedisCredentialStore(link),
                    new RedisBanStore(link),
                    Clock.systemUTC(),
                    registry);
            FrameJournal journal = new FrameJournal(
                    config.pod(),
                    config.journal(),
                    FrameTopic.NONE,
                    clock,
                    System::nanoTime,
                    new Random(),
                    new PrometheusRegistry());
            List<ApiRoute> routes = new ArrayList<>(
                    new AccessControl(context, link).routes(security, new NoSessions(), audit(link, registry)));
            routes.addAll(operators(config, link, security).routes(config.pod(), journal));
            List<String> operations = routes.stream()
                    .map(route -> route.method() + " " + route.path())
                    .sorted()
                    .toList();
            assertEquals(operations, described());
        } finally {
            timer.shutdownNow();
            link.close(Duration.ofSeconds(1));
        }
    }

    private static OperatorApi operators(GatewayConfig config, RedisLink link, ChargePointSecurity security) {
        PrometheusRegistry registry = new PrometheusRegistry();
        RedisLeases leases = new RedisLeases(link);
        PeerClient peers = new PeerClient(
                config.chargePoints().takeover(),
                leases,
                null,
                new InMemoryWindowCounter(),
                System::nanoTime,
                new PeerMetrics(registry));
        ClusterQueries cluster = new ClusterQueries(config.pod(), new PodQueries(Map.of()), leases, peers);
        CommandSubmission commands = new CommandSubmission(
                config.pod(),
                0,
                (pod, partition, json) -> {},
                new NoRoutes(),
                new RedisCommandRequests(RedisSettings.defaults("redis://127.0.0.1:1"), link),
                Clock.systemUTC(),
                registry);
        RedisSettings settings = RedisSettings.defaults("redis://127.0.0.1:1");
        KnownChargePoints known = new KnownChargePoints(
                new NoRoutes(),
                new RedisRegistrations(settings, link, registry),
                security.sources(),
                new RedisSessionHistory(link));
        return new OperatorApi(
                cluster,
                known,
                commands,
                new DrainApi(cluster, leases, Clock.systemUTC()),
                rebalances(config, cluster, registry));
    }

    private static RebalanceApi rebalances(GatewayConfig config, ClusterQueries cluster, PrometheusRegistry registry) {
        Rebalance rebalance = new Rebalance(
                config.pod(),
                new ClusterLoads(cluster),
                (holder, time) -> true,
                new RebalanceMetrics(registry),
                Clock.systemUTC());
        return new RebalanceApi(rebalance, config.leaving().rebalance(), cluster);
    }

    private static final class NoRoutes implements RouteFinder {
        @Override
        public Optional<FoundRoute> find(ChargePointId chargePointId) {
            return Optional.empty();
        }

        @Override
        public PendingRoute begin(ChargePointId chargePointId) {
            return Optional::empty;
        }

        @Override
        public boolean leftWithin(ChargePointId chargePointId, Duration time) {
            return false;
        }
    }

    private static AuditLog audit(RedisLink link, PrometheusRegistry registry) {
        return new AuditLog(new PodId("gateway-0"), new RedisAuditStore(link), Clock.systemUTC(), registry);
    }

    private static List<String> described() throws Exception {
        List<String> described = new ArrayList<>();
        String path = "";
        try (InputStream document =
                Objects.requireNonNull(ApiDescriptionTest.class.getResourceAsStream("/openapi.yaml"))) {
            for (String line :
                    new String(document.readAllBytes(), UTF_8).lines().toList()) {
                Matcher matcher = LINE.matcher(line);
                if (matcher.matches() && matcher.group(1) != null) {
                    path = matcher.group(1);
                } else if (matcher.matches()) {
                    described.add(matcher.group(2).toUpperCase(Locale.ROOT) + " " + path);
                }
            }
        }
        return described.stream().sorted().toList();
    }

    private static final class NoSessions implements SessionActions {
        @Override
        public void review(ChargePointId chargePointId) {
            throw new UnsupportedOperationException();
        }

        @Override
        public KeyRotation.Result rotate(ChargePointId chargePointId) {
            throw new UnsupportedOperationException();
        }
    }
}
