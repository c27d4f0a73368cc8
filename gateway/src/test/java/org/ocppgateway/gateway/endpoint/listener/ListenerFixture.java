package org.ocppgateway.gateway.endpoint.listener;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.VirtualThreadPool;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.address.AddressRange;
import org.ocppgateway.gateway.tls.CertificateFiles;
import org.ocppgateway.gateway.tls.ClientAuthentication;
import org.ocppgateway.gateway.tls.ProtocolOptions;
import org.ocppgateway.gateway.tls.ReloadableTls;
import org.ocppgateway.gateway.tls.StaleRevocation;
import org.ocppgateway.gateway.tls.TlsFailure;
import org.ocppgateway.gateway.tls.TlsMetrics;
import org.ocppgateway.gateway.tls.TlsSettings;

/** A small Jetty server with one listener of the package: TLS, PROXY protocol, or both. Its clocks are driven by hand. */
final class ListenerFixture implements AutoCloseable {
    static final Duration DEADLINE = Duration.ofSeconds(10);

    final PrometheusRegistry registry = new PrometheusRegistry();
    final Queue<TlsFailure> failures = new ConcurrentLinkedQueue<>();
    final Queue<ProxyFailure> proxyFailures = new ConcurrentLinkedQueue<>();
    final AtomicLong nanoTime = new AtomicLong();
    final AtomicInteger timedOut = new AtomicInteger();
    private final AtomicInteger opened = new AtomicInteger();
    final HandshakeDeadline deadline = new HandshakeDeadline(DEADLINE, nanoTime::get, timedOut::incrementAndGet);
    final EchoHandler handler = new EchoHandler();
    private final Handshakes handshakes;
    private final Server server;
    private final ServerConnector connector;
    private volatile Instant now = Instant.now();
    private final @Nullable ReloadableTls tls;

    private ListenerFixture(
            @Nullable TlsSettings settings, @Nullable List<AddressRange> proxies, HandshakeSettings bounds)
            throws ListenerException, IOException {
        handshakes = new Handshakes(bounds, registry);
        QueuedThreadPool threads = new QueuedThreadPool();
        threads.setName("endpoint");
        VirtualThreadPool tasks = new VirtualThreadPool(10_000);
        tasks.setName("endpoint-task");
        threads.setVirtualThreadsExecutor(tasks);
        server = new Server(threads);
        server.setHandler(handler);
        InstantSource clock = () -> now;
        ConnectionFactory factory = new HttpConnectionFactory();
        ListenerSettings listener = new ListenerSettings("test", "127.0.0.1", 0, proxies != null, false, settings);
        OpenListener bound = OpenListener.open(listener, 1000, clock, new TlsMetrics(registry));
        tls = bound.tls();
        if (tls != null) {
            handler.check(tls::check);
            factory = new TlsConnectionFactory(
                    tls, factory, handshakes, failures::add, new TlsConnectionMetrics(registry));
        }
        if (proxies != null) {
            factory = new ProxyProtocolConnectionFactory(
                    proxies, factory, proxyFailures::add, new ProxyProtocolConnectionFactory.Metrics(registry));
        }
        LingeringSockets lingering = new LingeringSockets(100, Duration.ofSeconds(5), System::nanoTime);
        connector = new FrameConnector(server, 2, factory, lingering, bound);
        connector.open(bound.channel());
        connector.setIdleTimeout(0);
        connector.addEventListener(deadline);
        connector.addEventListener(new Connection.Listener() {
            @Override
            public void onOpened(Connection connection) {
                opened.incrementAndGet();
            }
        });
        server.addConnector(connector);
    }

    static ListenerFixture tls(TlsSettings settings) {
        return start(settings, null, new HandshakeSettings(1000, 2, Duration.ofSeconds(10)));
    }

    static ListenerFixture plain() {
        return start(null, null, new HandshakeSettings(1000, 2, Duration.ofSeconds(10)));
    }

    static ListenerFixture bounded(TlsSettings settings, HandshakeSettings bounds) {
        return start(settings, null, bounds);
    }

    static ListenerFixture proxied(String trusted, @Nullable TlsSettings settings) {
        return start(
                settings, List.of(AddressRange.parse(trusted)), new HandshakeSettings(1000, 2, Duration.ofSeconds(10)));
    }

    private static ListenerFixture start(
            @Nullable TlsSettings settings, @Nullable List<AddressRange> proxies, HandshakeSettings bounds) {
        try {
            ListenerFixture fixture = new ListenerFixture(settings, proxies, bounds);
            fixture.server.start();
            return fixture;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Settings without client certificates. */
    static TlsSettings settings(CertificateFiles... certificates) {
        return new TlsSettings(
                List.of(certificates),
                ClientAuthentication.NONE,
                List.of(),
                List.of(),
                StaleRevocation.ACCEPT,
                Duration.ofHours(24),
                20_480,
                ProtocolOptions.DEFAULT);
    }

    static TlsSettings with(TlsSettings settings, ProtocolOptions options) {
        return new TlsSettings(
                settings.certificates(),
                settings.clientAuthentication(),
                settings.trustedAuthorities(),
                settings.revocationLists(),
                settings.staleRevocation(),
                settings.sessionTimeout(),
                settings.sessionCacheSize(),
                options);
    }

    static TlsSettings with(
            TlsSettings settings, ClientAuthentication authentication, List<Path> authorities, List<Path> lists) {
        return new TlsSettings(
                settings.certificates(),
                authentication,
                authorities,
                lists,
                settings.staleRevocation(),
                settings.sessionTimeout(),
                settings.sessionCacheSize(),
                settings.options());
    }

    int port() {
        return connector.getLocalPort();
    }

    int sockets() {
        return connector.getConnectedEndPoints().size();
    }

    /** Connections opened so far, of all layers. The deadline of each one runs when it counts. */
    int opened() {
        return opened.get();
    }

    ReloadableTls tls() {
        if (tls == null) {
            throw new IllegalStateException("without TLS");
        }
        return tls;
    }

    void time(UnaryOperator<Instant> change) {
        now = change.apply(now);
    }

    /** Value of a counter or gauge with these label values; 0 if it has none yet. */
    double metric(String name, String... labels) {
        for (MetricSnapshot snapshot : registry.scrape()) {
            if (!snapshot.getMetadata().getPrometheusName().equals("ocpp_gateway_" + name)) {
                continue;
            }
            List<String> wanted = List.of(labels);
            return switch (snapshot) {
                case CounterSnapshot counter ->
                    counter.getDataPoints().stream()
                            .filter(point -> point.getLabels().stream()
                                    .map(label -> label.getValue())
                                    .toList()
                                    .containsAll(wanted))
                            .mapToDouble(CounterSnapshot.CounterDataPointSnapshot::getValue)
                            .sum();
                case GaugeSnapshot gauge ->
                    gauge.getDataPoints().stream()
                            .filter(point -> point.getLabels().stream()
                                    .map(label -> label.getValue())
                                    .toList()
                                    .containsAll(wanted))
                            .mapToDouble(GaugeSnapshot.GaugeDataPointSnapshot::getValue)
                            .sum();
                default -> throw new IllegalArgumentException(name);
            };
        }
        return 0;
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            handshakes.close();
        }
    }
}
