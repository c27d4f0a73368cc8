package org.ocppgateway.ops.soak;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.ocppgateway.ops.broker.BrokerProcess;
import org.ocppgateway.ops.gateway.GatewayProcess;
import org.ocppgateway.ops.gateway.GatewaySettings;
import org.ocppgateway.ops.process.Ports;
import org.ocppgateway.ops.process.Server;
import org.ocppgateway.ops.redis.RedisProcess;

/** A broker, a Redis and several gateways of one cluster, each in a process of its own, on free ports. */
final class Stack implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path directory;
    private final List<String> gatewayOptions;
    private final Deque<Server> started = new ArrayDeque<>();
    private final List<GatewayProcess> gateways = new ArrayList<>();

    /**
     * @param directory for data, configurations and logs
     * @param gatewayOptions for the JVM of each gateway
     */
    Stack(Path directory, List<String> gatewayOptions) {
        this.directory = directory;
        this.gatewayOptions = List.copyOf(gatewayOptions);
    }

    /** Starts everything and blocks until it is ready. */
    void start(int count) throws InterruptedException {
        BrokerProcess broker = new BrokerProcess(Ports.free(), directory, List.of("-Xms512m"));
        RedisProcess redis = new RedisProcess(directory);
        start(redis.server());
        start(broker.server()).awaitReady(PATIENCE);
        redis.server().awaitReady(PATIENCE);
        for (int i = 0; i < count; i++) {
            GatewaySettings settings = new GatewaySettings(
                    "dev", "gateway-" + i, Ports.free(), Ports.free(), broker.address(), redis.address(), "");
            GatewayProcess gateway = new GatewayProcess(settings, directory, gatewayOptions);
            gateways.add(gateway);
            // One after the other: the first one makes the topics.
            start(gateway.server()).awaitReady(PATIENCE);
        }
    }

    List<URI> endpoints() {
        return gateways.stream().map(GatewayProcess::endpoint).toList();
    }

    List<URI> metrics() {
        return gateways.stream().map(gateway -> gateway.admin("/metrics")).toList();
    }

    private Server start(Server server) {
        started.push(server);
        return server.start();
    }

    /** Stops everything in reverse order. */
    @Override
    public void close() {
        started.forEach(Server::close);
    }
}
