package org.ocppgateway.ops.stack.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.ocppgateway.ops.stack.balancer.Balancer;
import org.ocppgateway.ops.stack.balancer.Upstream;
import org.ocppgateway.ops.stack.broker.BrokerProcess;
import org.ocppgateway.ops.stack.gateway.GatewayProcess;
import org.ocppgateway.ops.stack.gateway.GatewaySettings;
import org.ocppgateway.ops.stack.process.HealthCheck;
import org.ocppgateway.ops.stack.process.Ports;
import org.ocppgateway.ops.stack.process.Readiness;
import org.ocppgateway.ops.stack.process.Server;
import org.ocppgateway.ops.stack.redis.RedisProcess;

/**
 * A broker, a Redis, gateways and a balancer in front of them, on free ports. They are ready after construction and
 * stopped by {@link #close}. Tests may kill and pause the processes.
 */
public final class Cluster implements AutoCloseable {
    /** Timeout for each start on a slow and busy machine. */
    public static final Duration TIMEOUT = Duration.ofSeconds(90);

    private static final Duration CHECK_INTERVAL = Duration.ofMillis(500);

    private final BrokerProcess broker;
    private final RedisProcess redis;
    private final List<GatewayProcess> gateways = new ArrayList<>();
    private final List<HealthCheck> checks = new ArrayList<>();
    private final Balancer balancer;

    private Cluster(ClusterSettings settings) {
        broker = new BrokerProcess(Ports.free(), settings.directory(), settings.brokerOptions());
        redis = new RedisProcess(settings.directory(), settings.redisKeepsData());
        List<Upstream> backends = new ArrayList<>();
        for (int i = 0; i < settings.gateways(); i++) {
            String pod = "gateway-" + i;
            GatewayProcess gateway = new GatewayProcess(
                    settings.installation(i),
                    GatewaySettings.on(settings.environment(), broker.address(), redis.address())
                            .another(pod)
                            .with(settings.overrides()),
                    settings.directory(),
                    settings.gatewayLaunch());
            gateways.add(gateway);
            HealthCheck check = HealthCheck.start(Readiness.answers(gateway.admin("/health/ready")), CHECK_INTERVAL);
            checks.add(check);
            backends.add(new Upstream(pod, gateway.endpoint().getPort(), check::isReady));
        }
        balancer = Balancer.start(backends);
    }

    /** Starts all processes. Blocks until they are ready. */
    public static Cluster start(ClusterSettings settings) throws InterruptedException {
        Cluster cluster = new Cluster(settings);
        try {
            cluster.redis.server().start();
            cluster.broker.server().start();
            cluster.redis.server().awaitReady(TIMEOUT);
            // The first gateway waits for the broker and creates the topics. The others start when they exist.
            cluster.gateway().server().start();
            cluster.broker.server().awaitReady(TIMEOUT);
            cluster.gateway().server().awaitReady(TIMEOUT);
            cluster.gateways.stream()
                    .skip(1)
                    .forEach(gateway -> gateway.server().start());
            cluster.awaitReady();
            return cluster;
        } catch (IllegalStateException | InterruptedException e) {
            cluster.close();
            throw e;
        }
    }

    /** Blocks until all gateways are ready. */
    public void awaitReady() throws InterruptedException {
        for (GatewayProcess gateway : gateways) {
            gateway.server().awaitReady(TIMEOUT);
        }
    }

    public BrokerProcess broker() {
        return broker;
    }

    public RedisProcess redis() {
        return redis;
    }

    public List<GatewayProcess> gateways() {
        return List.copyOf(gateways);
    }

    public GatewayProcess gateway(int index) {
        return gateways.get(index);
    }

    /** The only gateway, or the first one. */
    public GatewayProcess gateway() {
        return gateways.getFirst();
    }

    public Balancer balancer() {
        return balancer;
    }

    @Override
    public void close() {
        checks.forEach(HealthCheck::close);
        balancer.close();
        // All at once, because each may take long to stop.
        gateways.stream().map(GatewayProcess::server).filter(Server::isAlive).forEach(Server::terminate);
        gateways.forEach(GatewayProcess::close);
        redis.close();
        broker.close();
    }
}
