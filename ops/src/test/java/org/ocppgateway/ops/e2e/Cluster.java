package org.ocppgateway.ops.e2e;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.ocppgateway.ops.broker.BrokerProcess;
import org.ocppgateway.ops.gateway.GatewayProcess;
import org.ocppgateway.ops.gateway.GatewaySettings;
import org.ocppgateway.ops.redis.RedisProcess;

/** A broker, a Redis and one gateway, all real, on free ports; ready when made, gone when closed. */
final class Cluster implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> GATEWAY_OPTIONS = List.of("-Xmx512m");

    private final BrokerProcess broker;
    private final RedisProcess redis;
    private final GatewayProcess gateway;

    private Cluster(Path directory, String overrides) {
        broker = new BrokerProcess(directory);
        redis = new RedisProcess(directory);
        gateway = new GatewayProcess(
                GatewaySettings.forTest(broker.address(), redis.address()).with(overrides), directory, GATEWAY_OPTIONS);
    }

    /** @param overrides of the gateway's configuration, in HOCON */
    static Cluster start(Path directory, String overrides) throws InterruptedException {
        Cluster cluster = new Cluster(directory, overrides);
        try {
            cluster.redis.server().start();
            cluster.broker.server().start().awaitReady(PATIENCE);
            cluster.redis.server().awaitReady(PATIENCE);
            cluster.gateway.server().start().awaitReady(PATIENCE);
            return cluster;
        } catch (IllegalStateException | InterruptedException e) {
            cluster.close();
            throw e;
        }
    }

    BrokerProcess broker() {
        return broker;
    }

    RedisProcess redis() {
        return redis;
    }

    GatewayProcess gateway() {
        return gateway;
    }

    @Override
    public void close() {
        gateway.close();
        redis.close();
        broker.close();
    }
}
