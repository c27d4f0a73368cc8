package org.ocppgateway.gateway.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.admission.AdmissionPolicy;
import org.ocppgateway.gateway.admission.CredentialCheck;
import org.ocppgateway.gateway.authentication.Authenticated;
import org.ocppgateway.gateway.authentication.Principal;
import org.ocppgateway.gateway.connection.CloseStatus;
import org.ocppgateway.gateway.connection.Connection;
import org.ocppgateway.gateway.connection.ConnectionLimits;
import org.ocppgateway.gateway.connection.Connections;
import org.ocppgateway.gateway.connection.FloodLimits;
import org.ocppgateway.gateway.connection.LivenessLimits;
import org.ocppgateway.gateway.connection.ReceiveLimits;
import org.ocppgateway.gateway.endpoint.Endpoint;
import org.ocppgateway.gateway.endpoint.EndpointSettings;
import org.ocppgateway.gateway.endpoint.EndpointThreads;
import org.ocppgateway.gateway.endpoint.HeaderLimits;
import org.ocppgateway.gateway.endpoint.ProxySettings;
import org.ocppgateway.gateway.endpoint.SocketLimits;
import org.ocppgateway.gateway.endpoint.SubprotocolSettings;
import org.ocppgateway.gateway.endpoint.UpgradeSettings;
import org.ocppgateway.gateway.endpoint.listener.HandshakeSettings;
import org.ocppgateway.gateway.endpoint.listener.ListenerSettings;
import org.ocppgateway.gateway.endpoint.listener.Listeners;
import org.ocppgateway.gateway.journal.FrameRecorder;
import org.ocppgateway.gateway.limit.RateLimit;
import org.ocppgateway.gateway.session.decision.DecisionSettings;
import org.ocppgateway.gateway.session.decision.RegistrationPolicy;
import org.ocppgateway.gateway.session.publish.CapacitySettings;
import org.ocppgateway.gateway.session.publish.EventMasks;
import org.ocppgateway.gateway.session.publish.OutageSettings;
import org.ocppgateway.gateway.session.publish.PublishSettings;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.MessageId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.SecurityProfile;
import org.ocppgateway.protocol.dictionary.Tolerance;
import org.ocppgateway.protocol.handler.VersionHandler;
import org.ocppgateway.protocol.model.EventType;
import org.ocppgateway.protocol.translation.DictionaryHandler;
import org.ocppgateway.protocol.v2.Ocpp2;
import org.ocppgateway.routing.command.CommandQueue;
import org.ocppgateway.routing.registration.Registration;
import org.ocppgateway.routing.route.Route;

/** Sessions on in-memory transports with a manual clock. */
public final class SessionFixture {
    /** For tests of both 2.x versions: the name of {@link #versions2}. */
    static final String VERSIONS_2 = "org.ocppgateway.gateway.session.SessionFixture#versions2";

    private static final Authenticated UNPROVEN =
            new Authenticated(SecurityProfile.NONE, null, new Principal.Unproven());

    static final ChargePointId CHARGE_POINT = new ChargePointId("CP-1");
    static final int INBOX = 2;
    static final int UPLINK = 3;

    final FakePublisher publisher = new FakePublisher();
    final FakeHistory history = new FakeHistory();
    final FakeRegistrations registrations = new FakeRegistrations();
    final FakeRoutes routes = new FakeRoutes();
    final AtomicLong nanos = new AtomicLong(1_000);
    private final AtomicLong messageIds = new AtomicLong();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final OcppVersion version;
    private int port;
    public final Connections connections;
    public final Sessions sessions;

    private final PrometheusRegistry registry = new PrometheusRegistry();

    public SessionFixture() {
        this(new FakeHandler());
    }

    SessionFixture(VersionHandler handler) {
        this(handler, Registration.Status.ACCEPTED, List.of());
    }

    /** With a handler of one version and decision settings. */
    SessionFixture(VersionHandler handler, DecisionSettings decisions) {
        this(handler, Registration.Status.ACCEPTED, decisions, List.of(), Duration.ZERO);
    }

    /** With a handler of one version, an answer to BootNotifications, and tolerance rules. */
    SessionFixture(VersionHandler handler, Registration.Status registration, List<Tolerance.Rule> tolerated) {
        this(handler, registration, new DecisionSettings(1, Map.of()), tolerated, Duration.ZERO);
    }

    /** With a handler of one version and a wait of commands for the boot; the other fixtures have no wait. */
    SessionFixture(VersionHandler handler, Duration bootGrace) {
        this(handler, Registration.Status.ACCEPTED, new DecisionSettings(1, Map.of()), List.of(), bootGrace);
    }

    private SessionFixture(
            VersionHandler handler,
            Registration.Status registration,
            DecisionSettings decisions,
            List<Tolerance.Rule> tolerated,
            Duration bootGrace) {
        version = handler.version();
        connections = new Connections(
                new ConnectionLimits(
                        10,
                        new LivenessLimits(Duration.ofSeconds(60), Duration.ofSeconds(120), Duration.ofSeconds(900)),
                        new ReceiveLimits(1_000_000, Duration.ofSeconds(120), INBOX, 4_000_000, FloodLimits.NONE),
                        8,
                        Duration.ofSeconds(5)),
                nanos::get,
                timer,
                registry);
        sessions = new Sessions(
                new SessionSettings(
                        Duration.ofSeconds(300),
                        new QueueLimits(UPLINK, 2, 2),
                        bootGrace,
                        new PublishSettings(
                                new OutageSettings(
                                        Duration.ofSeconds(10),
                                        Duration.ofMillis(500),
                                        100,
                                        Duration.ofMinutes(15),
                                        Duration.ofSeconds(5),
                                        2),
                                new CapacitySettings(1_000, 100, RateLimit.NONE),
                                EventMasks.STANDARD,
                                Set.of(EventType.DEVICE_HEARTBEAT)),
                        new RegistrationPolicy(registration, Duration.ofSeconds(60)),
                        decisions,
                        tolerated),
                Map.of(version, handler),
                new SessionPorts(routes, registrations, history, publisher, PasswordRotations.NONE, FrameRecorder.NONE),
                new SessionTime(this::now, nanos::get, duration -> nanos.addAndGet(duration.toNanos())),
                () -> new MessageId("ours-" + messageIds.incrementAndGet()),
                registry);
    }

    /** Time of the gateway's clock. */
    Instant now() {
        return Instant.parse("2026-11-21T10:00:00Z").plusNanos(nanos.get());
    }

    /** Number of uplink CALLs with an outcome. */
    double calls(String outcome) {
        return counted("ocpp_gateway_uplink_calls", outcome);
    }

    /** Characters of unprocessed messages. */
    double backlog() {
        return registry.scrape(name -> name.equals("ocpp_gateway_connection_backlog_characters")).stream()
                .flatMap(metric -> metric.getDataPoints().stream())
                .mapToDouble(point -> ((GaugeSnapshot.GaugeDataPointSnapshot) point).getValue())
                .sum();
    }

    /** Value of a counter without labels. */
    double counted(String counter) {
        return registry.scrape(name -> name.equals(counter)).stream()
                .flatMap(metric -> metric.getDataPoints().stream())
                .mapToDouble(point -> ((CounterSnapshot.CounterDataPointSnapshot) point).getValue())
                .sum();
    }

    /** Value of a counter with one label, for a label value. */
    double counted(String counter, String label) {
        return counted(registry, counter, label);
    }

    public static double counted(PrometheusRegistry registry, String counter, String label) {
        return registry.scrape(name -> name.equals(counter)).stream()
                .flatMap(metric -> metric.getDataPoints().stream())
                .filter(point -> label.equals(point.getLabels().getValue(0)))
                .mapToDouble(point -> ((CounterSnapshot.CounterDataPointSnapshot) point).getValue())
                .sum();
    }

    /** Opens a real endpoint for these sessions. */
    public Endpoint listen() throws Exception {
        EndpointSettings settings = new EndpointSettings(
                List.of(ListenerSettings.plain("ws", "127.0.0.1", 0)),
                ProxySettings.NONE,
                new HandshakeSettings(100, 1, Duration.ofSeconds(10)),
                new UpgradeSettings(
                        List.of("/ocpp"),
                        new SubprotocolSettings(Map.of(), Map.of()),
                        Set.of(),
                        0,
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(7)),
                RateLimit.NONE,
                new HeaderLimits(8192, 100),
                new SocketLimits(65_536, 4096, 10_000),
                new EndpointThreads(2, 1000));
        Listeners listeners =
                Listeners.open(settings.listeners(), settings.sockets().acceptQueue(), Clock.systemUTC(), registry);
        Endpoint endpoint = new Endpoint(
                settings,
                listeners,
                Set.of(version),
                connections,
                (client, identity, refusal) -> {},
                System::nanoTime,
                timer,
                registry);
        endpoint.start();
        endpoint.open(
                new AdmissionPolicy(List.of(), CredentialCheck.none(), List.of()),
                (admitted, protocol, connection) ->
                        sessions.newSession(admitted.chargePointId(), admitted.authenticated(), protocol, connection));
        port = listeners.all().getFirst().port();
        return endpoint;
    }

    /** From now on CALLs that are published stay outstanding until {@link #acknowledge}. */
    public void holdAcknowledgements() {
        publisher.waitForAcknowledgement();
    }

    /** Acknowledges one event. */
    public void acknowledge() {
        publisher.acknowledge();
    }

    /** Number of events that were handed to the publisher. */
    public int publishAttempts() {
        return publisher.attempts.size();
    }

    /** Port of the endpoint. */
    public int port() {
        return port;
    }

    public void stop() {
        connections.closeAll(new CloseStatus(CloseStatus.GOING_AWAY, "test is over"));
        timer.shutdownNow();
    }

    /** Connects a charge point and waits for its session. */
    ChargePoint connect() {
        return connect(UNPROVEN);
    }

    ChargePoint connect(Authenticated authenticated) {
        int before = routes.claimed.size();
        ChargePoint chargePoint = new ChargePoint(authenticated);
        await().until(() -> routes.claimed.size() > before && isCurrent(routes.claimed.getLast()));
        return chargePoint;
    }

    /** Until then the session before may still be the current one. */
    private boolean isCurrent(Route route) {
        CommandQueue current = sessions.find(CHARGE_POINT);
        return current != null && current.epoch().equals(route.epoch());
    }

    /** Connects a charge point and waits for its connected event. */
    ChargePoint connectAndPublish() {
        long before = connectedEvents();
        ChargePoint chargePoint = connect();
        await().until(() -> connectedEvents() > before);
        return chargePoint;
    }

    private long connectedEvents() {
        return publisher.publishedTypes().stream()
                .filter("device.connected"::equals)
                .count();
    }

    @Nullable
    SessionFacts facts() {
        return sessions.facts(CHARGE_POINT);
    }

    CommandQueue commandQueue() {
        return Objects.requireNonNull(sessions.find(CHARGE_POINT));
    }

    /** The charge point side of one connection. */
    final class ChargePoint {
        final FakeTransport transport = new FakeTransport(nanos::get);
        private final Connection connection;

        ChargePoint() {
            this(UNPROVEN);
        }

        ChargePoint(Authenticated authenticated) {
            connection = Objects.requireNonNull(connections.open(
                    transport, opened -> sessions.newSession(CHARGE_POINT, authenticated, version, opened)));
        }

        /** Sends a CALL without waiting for demand. */
        void call(String id, String action, String payload) {
            connection.onText(UTF_8.encode("[2,\"" + id + "\",\"" + action + "\"," + payload + "]"), true);
        }

        void send(String text) {
            connection.onText(UTF_8.encode(text), true);
        }

        /** Disconnects without a close frame. */
        void disconnect() {
            connection.onDisconnected(new CloseStatus(CloseStatus.NO_CLOSE_FRAME, ""));
        }

        void closeByPeer(CloseStatus how) {
            connection.onPeerClose(how);
            connection.onDisconnected(how);
        }

        void closeByGateway(CloseStatus how) {
            connection.close(how);
            connection.onDisconnected(how);
        }
    }

    /** Handlers of OCPP 2.0.1 and 2.1. */
    static List<VersionHandler> versions2() {
        return List.of(
                new DictionaryHandler(new Ocpp2(OcppVersion.V2_0_1)),
                new DictionaryHandler(new Ocpp2(OcppVersion.V2_1)));
    }
}
