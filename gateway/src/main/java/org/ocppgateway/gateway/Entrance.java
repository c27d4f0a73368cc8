package org.ocppgateway.gateway;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.ocppgateway.gateway.admin.Health;
import org.ocppgateway.gateway.config.GatewayConfig;
import org.ocppgateway.gateway.connection.CloseStatus;
import org.ocppgateway.gateway.connection.Connections;
import org.ocppgateway.gateway.endpoint.Arrival;
import org.ocppgateway.gateway.endpoint.Endpoint;
import org.ocppgateway.gateway.endpoint.ListeningSocket;
import org.ocppgateway.gateway.endpoint.Refusal;
import org.ocppgateway.gateway.session.Sessions;
import org.ocppgateway.gateway.takeover.Newcomer;
import org.ocppgateway.gateway.takeover.Takeovers;
import org.ocppgateway.protocol.OcppVersion;

/**
 * Where charge points come in. The socket is bound first, so that a port in use ends the start before anything else is touched; the
 * endpoint behind it starts last. Used by the thread that starts the gateway.
 */
final class Entrance {
    private final GatewayConfig config;
    private final Started started;
    private final ListeningSocket socket;

    private Entrance(GatewayConfig config, Started started, ListeningSocket socket) {
        this.config = config;
        this.started = started;
        this.socket = socket;
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

    /** Lets charge points in whenever neither {@code health} nor another connection of theirs has anything against it. */
    void open(
            Set<OcppVersion> versions,
            Health health,
            Connections connections,
            Takeovers takeovers,
            Sessions sessions,
            ScheduledExecutorService timer,
            PrometheusRegistry registry)
            throws StartException, InterruptedException {
        Endpoint endpoint = new Endpoint(
                config.endpoint(),
                socket,
                versions,
                arrival -> refusal(arrival, health, connections, takeovers),
                connections,
                sessions::newSession,
                System::nanoTime,
                timer,
                registry);
        started.add("endpoint", remaining -> stop(endpoint, connections, sessions, remaining));
        try {
            endpoint.start();
        } catch (InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new StartException("the endpoint cannot start: " + e, e);
        }
    }

    private static Optional<Refusal> refusal(
            Arrival arrival, Health health, Connections connections, Takeovers takeovers) throws InterruptedException {
        if (health.notReady().isPresent()) {
            return Optional.of(Refusal.unavailable("not ready"));
        }
        if (connections.full()) {
            return Optional.of(Refusal.unavailable("too many connections"));
        }
        return switch (takeovers.decide(new Newcomer(arrival.chargePointId(), arrival.remoteAddress()))) {
            case GONE, YIELDS -> Optional.empty();
            case STAYS -> Optional.of(Refusal.conflict("connected already"));
            case BUSY -> Optional.of(Refusal.unavailable("too many takeovers"));
        };
    }

    private static void stop(Endpoint endpoint, Connections connections, Sessions sessions, Duration remaining)
            throws Exception {
        endpoint.stopAccepting();
        connections.closeAll(new CloseStatus(CloseStatus.SERVICE_RESTART, "the gateway restarts"));
        boolean gone = awaitNoSessions(connections, sessions, remaining);
        endpoint.stop();
        if (!gone) {
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
