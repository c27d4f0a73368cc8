package org.ocppgateway.ops.bench.sessions;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.ocppgateway.gateway.admission.AdmissionPolicy;
import org.ocppgateway.gateway.admission.CredentialCheck;
import org.ocppgateway.gateway.config.GatewayConfig;
import org.ocppgateway.gateway.connection.Connections;
import org.ocppgateway.gateway.connection.PingService;
import org.ocppgateway.gateway.endpoint.Endpoint;
import org.ocppgateway.gateway.endpoint.EndpointSettings;
import org.ocppgateway.gateway.endpoint.listener.Listeners;
import org.ocppgateway.gateway.journal.FrameRecorder;
import org.ocppgateway.gateway.session.PasswordRotations;
import org.ocppgateway.gateway.session.SessionPorts;
import org.ocppgateway.gateway.session.SessionTime;
import org.ocppgateway.gateway.session.Sessions;
import org.ocppgateway.protocol.MessageId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.handler.VersionHandler;
import org.ocppgateway.protocol.translation.DictionaryHandler;
import org.ocppgateway.protocol.v16.Ocpp16;
import org.ocppgateway.routing.redis.RedisRegistrations;
import org.ocppgateway.routing.redis.RedisRoutes;
import org.ocppgateway.routing.redis.RedisSessionHistory;
import org.ocppgateway.routing.redis.client.RedisLink;
import org.ocppgateway.routing.route.Incarnation;

/**
 * The components of a gateway that a connection uses: endpoint, connections, sessions, pings, and routes in a real
 * Redis. Events count as acknowledged immediately. Routes are not renewed; {@link
 * org.ocppgateway.ops.bench.system.RouteMeasurement} measures that.
 */
final class GatewayInMemory {
    private static final int PARTITION = 17;

    private final Connections connections;
    private final Sessions sessions;

    /** Starts it. It runs until the process ends. */
    GatewayInMemory(GatewayConfig config) throws Exception {
        PrometheusRegistry registry = new PrometheusRegistry();
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("timer").daemon().factory());
        Map<OcppVersion, VersionHandler> handlers = Map.of(OcppVersion.V1_6, new DictionaryHandler(new Ocpp16()));
        connections = new Connections(config.chargePoints().connection(), System::nanoTime, timer, registry);
        sessions = new Sessions(
                config.chargePoints().session(),
                handlers,
                ports(config, registry),
                new SessionTime(Clock.systemUTC(), System::nanoTime, Thread::sleep),
                () -> new MessageId(UUID.randomUUID().toString()),
                registry);
        EndpointSettings settings = config.chargePoints().endpoint();
        Endpoint endpoint = new Endpoint(
                settings,
                Listeners.open(settings.listeners(), settings.sockets().acceptQueue(), Clock.systemUTC(), registry),
                handlers.keySet(),
                connections,
                (client, identity, refusal) -> {},
                System::nanoTime,
                timer,
                registry);
        endpoint.start();
        endpoint.open(
                new AdmissionPolicy(List.of(), CredentialCheck.none(), List.of()),
                (admitted, version, connection) ->
                        sessions.newSession(admitted.chargePointId(), admitted.authenticated(), version, connection));
        new PingService(connections, timer).start();
    }

    private static SessionPorts ports(GatewayConfig config, PrometheusRegistry registry) {
        RedisLink redis = new RedisLink(config.backend().redis(), registry, Clock.systemUTC());
        RedisRoutes routes = new RedisRoutes(
                config.backend().redis(),
                redis,
                Incarnation.create(config.pod(), new SecureRandom()),
                PARTITION,
                (pod, chargePoint) -> {},
                registry,
                Clock.systemUTC());
        return new SessionPorts(
                routes,
                new RedisRegistrations(config.backend().redis(), redis, registry),
                new RedisSessionHistory(redis),
                (chargePoint, event) -> {},
                PasswordRotations.NONE,
                FrameRecorder.NONE);
    }

    /** Whether no charge point is connected and every session has ended. */
    boolean isEmpty() {
        return connections.count() == 0 && sessions.unfinished() == 0;
    }
}
