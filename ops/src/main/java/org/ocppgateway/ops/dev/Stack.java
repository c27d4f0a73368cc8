package org.ocppgateway.ops.dev;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.ocppgateway.ops.stack.broker.BrokerProcess;
import org.ocppgateway.ops.stack.fleet.FleetProcess;
import org.ocppgateway.ops.stack.gateway.GatewayProcess;
import org.ocppgateway.ops.stack.gateway.GatewaySettings;
import org.ocppgateway.ops.stack.process.Launch;
import org.ocppgateway.ops.stack.process.QuickStart;
import org.ocppgateway.ops.stack.process.Server;
import org.ocppgateway.ops.stack.redis.RedisProcess;

/**
 * Kafka, Redis, the gateway and a simulated fleet, each in its own process. One thread starts them in this order.
 * {@link #close} stops them in reverse, from any thread and at any time.
 */
final class Stack implements AutoCloseable {
    /** With logs as text instead of JSON. */
    private static final List<String> GATEWAY_OPTIONS = QuickStart.of("gateway", "-DLOG_FORMAT=console");

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    /** Short intervals, so that a person sees charging sessions begin and end within minutes. */
    private static final List<String> LIVELY = List.of("--session-duration", "3m", "--meter-interval", "10s");

    private final StackSettings settings;
    private final Deque<Server> started = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    Stack(StackSettings settings) {
        this.settings = settings;
    }

    /** Starts everything. Blocks until it is ready. */
    void start() throws InterruptedException {
        Addresses addresses = settings.addresses();
        Path directory = settings.directory();
        BrokerProcess broker = new BrokerProcess(addresses.backend.kafka, directory, List.of());
        RedisProcess redis = new RedisProcess(addresses.backend.redis, directory, settings.keepsData());
        start(broker.server());
        start(redis.server());
        redis.server().awaitReady(TIMEOUT);
        broker.server().awaitReady(TIMEOUT);

        GatewayProcess gateway = new GatewayProcess(
                new GatewaySettings(
                        "dev",
                        "gateway-0",
                        addresses.gateway,
                        addresses.admin,
                        broker.address(),
                        redis.address(),
                        DevelopmentTls.configuration(directory, addresses.tls())),
                directory,
                Launch.with(GATEWAY_OPTIONS));
        start(gateway.server());
        gateway.server().awaitReady(TIMEOUT);

        if (settings.chargePoints() > 0) {
            start(fleet(gateway.endpoint()).server());
        }
    }

    private FleetProcess fleet(URI endpoint) {
        List<String> arguments = new ArrayList<>(LIVELY);
        arguments.addAll(List.of("--versions", settings.versions().toString()));
        return new FleetProcess(
                endpoint, settings.chargePoints(), settings.directory(), arguments, QuickStart.of("fleet"));
    }

    private void start(Server server) {
        started.push(server);
        server.start();
        if (closed) {
            server.close();
        }
    }

    /** Returns a process that has ended although it was not stopped. */
    Optional<Server> lost() {
        return closed
                ? Optional.empty()
                : started.stream().filter(server -> !server.isAlive()).findFirst();
    }

    /** Stops everything in reverse order, one process after the other. */
    @Override
    public void close() {
        closed = true;
        started.forEach(Server::close);
    }
}
