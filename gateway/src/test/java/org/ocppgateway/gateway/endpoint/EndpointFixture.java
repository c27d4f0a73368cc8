package org.ocppgateway.gateway.endpoint;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import org.ocppgateway.gateway.admission.AdmissionChecks;
import org.ocppgateway.gateway.admission.AdmissionPolicy;
import org.ocppgateway.gateway.admission.AdmissionRequest;
import org.ocppgateway.gateway.admission.AdmissionResult;
import org.ocppgateway.gateway.admission.CredentialCheck;
import org.ocppgateway.gateway.admission.Refusal;
import org.ocppgateway.gateway.connection.BacklogPermit;
import org.ocppgateway.gateway.connection.CloseStatus;
import org.ocppgateway.gateway.connection.Connection;
import org.ocppgateway.gateway.connection.ConnectionLimits;
import org.ocppgateway.gateway.connection.ConnectionListener;
import org.ocppgateway.gateway.connection.Connections;
import org.ocppgateway.gateway.connection.Disconnection;
import org.ocppgateway.gateway.connection.FloodLimits;
import org.ocppgateway.gateway.connection.LivenessLimits;
import org.ocppgateway.gateway.connection.ReceiveLimits;
import org.ocppgateway.gateway.endpoint.listener.HandshakeSettings;
import org.ocppgateway.gateway.endpoint.listener.ListenerSettings;
import org.ocppgateway.gateway.endpoint.listener.Listeners;
import org.ocppgateway.gateway.limit.RateLimit;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.routing.log.LogSubject;

/** A real endpoint on a free port whose sessions echo messages. */
final class EndpointFixture {
    static final int COMPRESSED = 2;
    static final int SELECTORS = 2;
    static final int WRITER_BOUND = 16;
    private static final Duration HANDSHAKE_TIMEOUT = Duration.ofSeconds(60);

    /** Only the test reloads: a reload during another one does nothing. */
    private static final Duration TLS_RELOAD_INTERVAL = Duration.ofHours(1);

    private static final ListenerSettings PLAIN = ListenerSettings.plain("ws", "127.0.0.1", 0);

    final BlockingQueue<ChargePointId> opened = new LinkedBlockingQueue<>();
    final BlockingQueue<AdmissionRequest> requests = new LinkedBlockingQueue<>();
    final BlockingQueue<CloseStatus> closed = new LinkedBlockingQueue<>();
    final BlockingQueue<Disconnection.Initiator> endedBy = new LinkedBlockingQueue<>();
    final BlockingQueue<String> refusals = new LinkedBlockingQueue<>();
    final BlockingQueue<Refusal> refused = new LinkedBlockingQueue<>();
    final PrometheusRegistry registry = new PrometheusRegistry();
    final BlockingQueue<Thread> requestThreads = new LinkedBlockingQueue<>();
    volatile Optional<Refusal> refusal = Optional.empty();
    private volatile CountDownLatch awaitedRequests = new CountDownLatch(0);
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    final Connections connections;
    private final Endpoint endpoint;
    private final Listeners listeners;

    EndpointFixture() throws Exception {
        this(FloodLimits.NONE, HANDSHAKE_TIMEOUT, PLAIN, ProxySettings.NONE);
    }

    EndpointFixture(FloodLimits flood) throws Exception {
        this(flood, HANDSHAKE_TIMEOUT, PLAIN, ProxySettings.NONE);
    }

    /** An endpoint with a short handshake timeout. On a slow machine it may also cut connections that do upgrade. */
    static EndpointFixture withShortHandshakeTimeout() throws Exception {
        return new EndpointFixture(FloodLimits.NONE, Duration.ofMillis(400), PLAIN, ProxySettings.NONE);
    }

    /** An endpoint with a listener of its own. */
    static EndpointFixture listening(ListenerSettings listener, ProxySettings proxies) throws Exception {
        return new EndpointFixture(FloodLimits.NONE, HANDSHAKE_TIMEOUT, listener, proxies);
    }

    private EndpointFixture(
            FloodLimits flood, Duration handshakeTimeout, ListenerSettings listener, ProxySettings proxies)
            throws Exception {
        ConnectionLimits limits = new ConnectionLimits(
                3,
                new LivenessLimits(Duration.ofSeconds(60), Duration.ofSeconds(120), Duration.ofSeconds(900)),
                new ReceiveLimits(4096, Duration.ofSeconds(120), 4, 1_000_000, flood),
                WRITER_BOUND,
                Duration.ofMillis(500));
        connections = new Connections(limits, System::nanoTime, timer, registry);
        EndpointSettings settings = new EndpointSettings(
                List.of(listener),
                proxies,
                new HandshakeSettings(100, 1, TLS_RELOAD_INTERVAL),
                new UpgradeSettings(
                        List.of("/ocpp", "/ws", "/old"),
                        new SubprotocolSettings(
                                Map.of("/old", OcppVersion.V1_6),
                                Map.of("ocpp1.6j", OcppVersion.V1_6, "ocpp-next", OcppVersion.V2_1)),
                        Set.of("https://allowed.example"),
                        COMPRESSED,
                        handshakeTimeout,
                        Duration.ofSeconds(7)),
                RateLimit.NONE,
                new HeaderLimits(8192, 100),
                new SocketLimits(65_536, 4096, 10_000),
                new EndpointThreads(SELECTORS, 1000));
        listeners = Listeners.open(settings.listeners(), settings.sockets().acceptQueue(), Clock.systemUTC(), registry);
        endpoint = new Endpoint(
                settings,
                listeners,
                EnumSet.of(OcppVersion.V1_6, OcppVersion.V2_0_1),
                connections,
                (client, identity, reason) -> {
                    refused.add(reason);
                    refusals.add(identity + " " + reason.stage().label());
                },
                System::nanoTime,
                timer,
                registry);
        endpoint.start();
        endpoint.open(
                new AdmissionPolicy(
                        List.of(this::check, AdmissionChecks.certificateValid()), CredentialCheck.none(), List.of()),
                Echo::new);
    }

    private Optional<Refusal> check(AdmissionRequest request) throws InterruptedException {
        requests.add(request);
        requestThreads.add(Thread.currentThread());
        CountDownLatch awaited = awaitedRequests;
        awaited.countDown();
        awaited.await();
        return refusal;
    }

    /** Lets each request wait in admission until {@code count} of them are there. */
    void holdRequests(int count) {
        awaitedRequests = new CountDownLatch(count);
    }

    /** Requests still missing until all continue. */
    long heldRequests() {
        return awaitedRequests.getCount();
    }

    /** Loads changed TLS files now. */
    void reloadTls() {
        listeners.reloadTls();
    }

    int port() {
        return listeners.all().getFirst().port();
    }

    /** The value of a gauge, over all its labels. */
    double gauge(String name) {
        return registry.scrape(name::equals).stream()
                .flatMap(metric -> metric.getDataPoints().stream())
                .mapToDouble(point -> ((GaugeSnapshot.GaugeDataPointSnapshot) point).getValue())
                .sum();
    }

    RawClient client() throws Exception {
        return new RawClient(port());
    }

    void stop() throws Exception {
        endpoint.stop();
        timer.shutdownNow();
    }

    private final class Echo implements ConnectionListener {
        private final ChargePointId chargePointId;
        private final OcppVersion version;
        private final Connection connection;

        Echo(AdmissionResult.Admitted admitted, OcppVersion version, Connection connection) {
            this.chargePointId = admitted.chargePointId();
            this.version = version;
            this.connection = connection;
        }

        @Override
        public LogSubject subject() {
            return LogSubject.of(chargePointId);
        }

        @Override
        public void onOpen() {
            opened.add(chargePointId);
        }

        @Override
        public void onMessage(String text, BacklogPermit permit) {
            connection.send(version.label() + ":" + text, () -> {});
            permit.release();
        }

        @Override
        public void onClose(Disconnection disconnection) {
            closed.add(disconnection.status());
            endedBy.add(disconnection.by());
        }
    }
}
