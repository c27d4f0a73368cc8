package org.ocppgateway.gateway.endpoint;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.VirtualThreadPool;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.admission.AdmissionPolicy;
import org.ocppgateway.gateway.connection.Connections;
import org.ocppgateway.gateway.connection.PeriodicTask;
import org.ocppgateway.gateway.limit.AutomaticLimits;
import org.ocppgateway.protocol.OcppVersion;

/** The WebSocket server for charge points, on Jetty. Started, opened and stopped by the thread that starts the gateway. */
public final class Endpoint {
    /** Maximum number of TCP connections before the upgrade, in addition to the maximum number of WebSocket connections. */
    private static final int MAX_HANDSHAKES = 4096;

    private static final Duration LINGERING_CHECK_INTERVAL = Duration.ofMillis(200);

    private final EndpointSettings settings;
    private final ListeningSocket socket;
    private final ScheduledExecutorService timer;
    private final HandshakeDeadline handshakeDeadline;
    private final LingeringSockets lingering;
    private final UpgradeHandler upgradeHandler;
    private final Server server;
    private final ServerConnector connector;
    private @Nullable PeriodicTask handshakeCheck;
    private @Nullable PeriodicTask lingeringCheck;

    /**
     * Creates an endpoint on a bound socket. It accepts no connection yet.
     *
     * @param versions supported versions
     * @param nanoTime monotonic clock in nanoseconds
     */
    public Endpoint(
            EndpointSettings settings,
            ListeningSocket socket,
            Set<OcppVersion> versions,
            Connections connections,
            LongSupplier nanoTime,
            ScheduledExecutorService timer,
            PrometheusRegistry registry) {
        this.settings = settings;
        this.socket = socket;
        this.timer = timer;
        EndpointMetrics metrics = new EndpointMetrics(registry);
        VirtualThreadPool tasks = new VirtualThreadPool(settings.threads().maxConcurrentTasks());
        tasks.setName("endpoint-task");
        QueuedThreadPool threads = new QueuedThreadPool();
        threads.setName("endpoint");
        threads.setVirtualThreadsExecutor(tasks);
        server = new Server(threads);
        upgradeHandler = new UpgradeHandler(settings, versions, connections, metrics, threads);
        server.setHandler(upgradeHandler);
        lingering = new LingeringSockets(
                AutomaticLimits.lingeringSockets(), connections.limits().closeTimeout(), nanoTime);
        metrics.lingering(lingering::count);
        connector = new FrameConnector(
                server, settings.threads().selectors(), new HttpConnectionFactory(http(settings)), lingering);
        connector.setAcceptedSendBufferSize(settings.sockets().bufferSize());
        connector.setAcceptedReceiveBufferSize(settings.sockets().bufferSize());
        // HandshakeDeadline cuts connections without upgrade. A timer per connection would cost too much in a reconnect
        // storm.
        connector.setIdleTimeout(0);
        handshakeDeadline = new HandshakeDeadline(settings.upgrades().timeout(), nanoTime, metrics);
        connector.addEventListener(handshakeDeadline);
        server.addConnector(connector);
        int sockets = Math.min(
                connections.limits().maxConnections() + MAX_HANDSHAKES,
                settings.sockets().maxSockets());
        server.addBean(new NetworkConnectionLimit(sockets, connector));
    }

    private static HttpConfiguration http(EndpointSettings settings) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(settings.headers().maxSize());
        // Some charge points send an absolute URI as request target. ChargePointPath checks its path.
        http.setHttpCompliance(HttpCompliance.RFC9110.with("OCPP", HttpCompliance.Violation.MISMATCHED_AUTHORITY));
        http.setUriCompliance(UriCompliance.UNSAFE);
        return http;
    }

    /** Starts to accept connections. Until {@link #open}, valid upgrades are refused with 503. */
    public void start() throws Exception {
        connector.open(socket.channel());
        server.start();
        Duration period = settings.upgrades().timeout().dividedBy(10);
        handshakeCheck =
                PeriodicTask.start(timer, "Check of the handshake deadline", period, handshakeDeadline::cutOverdue);
        lingeringCheck = PeriodicTask.start(
                timer, "Check of lingering sockets", LINGERING_CHECK_INTERVAL, lingering::closeFinished);
    }

    /** Starts to admit charge points. */
    public void open(AdmissionPolicy admission, SessionFactory sessions) {
        upgradeHandler.open(admission, sessions);
    }

    /** Accepts no further connection. Open connections stay open. */
    public void stopAccepting() {
        connector.close();
    }

    /** Cuts all connections and stops the server. */
    public void stop() throws Exception {
        stop(handshakeCheck);
        server.stop();
        stop(lingeringCheck);
        lingering.stop();
    }

    private static void stop(@Nullable PeriodicTask task) {
        if (task != null) {
            task.stop();
        }
    }
}
