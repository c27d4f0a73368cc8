package org.ocppgateway.gateway;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.admin.Health;
import org.ocppgateway.gateway.admission.AdmissionRequest;
import org.ocppgateway.gateway.admission.Refusal;
import org.ocppgateway.gateway.config.GatewayConfig;
import org.ocppgateway.gateway.connection.CloseStatus;
import org.ocppgateway.gateway.connection.Connections;
import org.ocppgateway.gateway.endpoint.Endpoint;
import org.ocppgateway.gateway.endpoint.ListeningSocket;
import org.ocppgateway.gateway.limit.HeapPressure;
import org.ocppgateway.gateway.limit.TokenBucket;
import org.ocppgateway.gateway.session.Sessions;
import org.ocppgateway.gateway.takeover.NewConnection;
import org.ocppgateway.gateway.takeover.TakeoverCoordinator;
import org.ocppgateway.protocol.OcppVersion;

/**
 * Where charge points come in. The socket is bound first, so that a port in use ends the start before anything else is touched; then
 * whoever comes is told to come again later, until the house is open. Used by the thread that starts the gateway.
 */
final class Entrance {
    private final GatewayConfig config;
    private final Started started;
    private final ListeningSocket socket;
    private final TokenBucket upgrades;
    private final HeapPressure heap = HeapPressure.ofThisProcess();
    private volatile @Nullable Rooms rooms;

    /** What a charge point meets once the house is open. */
    private record Rooms(TakeoverCoordinator takeovers, Sessions sessions) {}

    private Entrance(GatewayConfig config, Started started, ListeningSocket socket) {
        this.config = config;
        this.started = started;
        this.socket = socket;
        this.upgrades = new TokenBucket(config.endpoint().upgrades(), System.nanoTime());
    }

    static Entrance bind(GatewayConfig config, Started started) throws StartException {
        try {
            ListeningSocket socket = ListeningSocket.bind(config.endpoint());
            started.add("endpoint socket", remaining -> socket.close());
            return new Entrance(config, started, socket);
        } catch (IOException e) {
            throw StartException.cannotListen(
                    "gateway.endpoint",
                    config.endpoint().bindAddress(),
                    config.endpoint().port(),
                    e);
        }
    }

    int port() {
        return socket.port();
    }

    /**
     * Answers whoever comes. Nobody is let in before {@link #open}, nor whenever {@code health}, want of capacity or another connection
     * of the same charge point is against it.
     */
    Endpoint answer(
            Set<OcppVersion> versions,
            Health health,
            Connections connections,
            ScheduledExecutorService timer,
            PrometheusRegistry registry)
            throws StartException, InterruptedException {
        Endpoint endpoint = new Endpoint(
                config.endpoint(),
                socket,
                versions,
                arrival -> refusal(arrival, health, connections),
                connections,
                (chargePointId, version, connection) ->
                        rooms().sessions().newSession(chargePointId, version, connection),
                System::nanoTime,
                timer,
                registry);
        started.add("endpoint", remaining -> endpoint.stop());
        try {
            endpoint.start();
            return endpoint;
        } catch (InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new StartException("the endpoint cannot start: " + e, e);
        }
    }

    /** Lets charge points in from now on; whoever is in is asked to leave before anything that was started earlier is stopped. */
    void open(Endpoint endpoint, Connections connections, TakeoverCoordinator takeovers, Sessions sessions) {
        started.add("connections", remaining -> close(endpoint, connections, sessions, remaining));
        rooms = new Rooms(takeovers, sessions);
    }

    private Rooms rooms() {
        return Objects.requireNonNull(rooms, "nobody is let in before the house is open");
    }

    private Optional<Refusal> refusal(AdmissionRequest arrival, Health health, Connections connections)
            throws InterruptedException {
        if (rooms == null || health.notReady().isPresent()) {
            return Optional.of(Refusal.unavailable("not ready"));
        }
        if (connections.isFull()) {
            return Optional.of(Refusal.unavailable("too many connections"));
        }
        if (heap.isHigh()) {
            return Optional.of(Refusal.unavailable("memory is short"));
        }
        if (!upgrades.tryTake(System.nanoTime())) {
            return Optional.of(Refusal.unavailable("too many at once"));
        }
        return switch (rooms().takeovers().decide(new NewConnection(arrival.chargePointId(), arrival.remoteAddress()))) {
            case GONE, YIELDS -> Optional.empty();
            case STAYS -> Optional.of(Refusal.conflict("connected already"));
            case BUSY -> Optional.of(Refusal.unavailable("too many takeovers"));
        };
    }

    private static void close(Endpoint endpoint, Connections connections, Sessions sessions, Duration remaining)
            throws Exception {
        sessions.stop();
        endpoint.stopAccepting();
        connections.closeAll(new CloseStatus(CloseStatus.SERVICE_RESTART, "the gateway restarts"));
        if (!awaitNoSessions(connections, sessions, remaining)) {
            throw new IllegalStateException("connections had to be cut: " + connections.count());
        }
    }

    private static boolean awaitNoSessions(Connections connections, Sessions sessions, Duration limit)
            throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (connections.count() > 0 || sessions.unfinished() > 0) {
            if (System.nanoTime() - deadline >= 0) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
        return true;
    }
}
