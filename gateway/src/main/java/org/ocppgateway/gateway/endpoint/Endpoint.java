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
import org.ocppgateway.gateway.connection.Connections;
import org.ocppgateway.gateway.connection.PeriodicTask;
import org.ocppgateway.gateway.limit.AutomaticLimits;
import org.ocppgateway.protocol.OcppVersion;

/** The server socket for charge points and the Jetty server behind it. */
public final class Endpoint {
    /** TCP connections that may be between accept and upgrade, above those that may be open. */
    private static final int HANDSHAKES = 4096;

    private static final Duration LINGER_VISITS = Duration.ofMillis(200);

    private final EndpointSettings settings;
    private final ListeningSocket socket;
    private final ScheduledExecutorService timer;
    private final HandshakeDeadline handshakeDeadline;
    private final LingeringSockets lingering;
    private final Server server;
    private final ServerConnector connector;
    private @Nullable PeriodicTask sweep;
    private @Nullable PeriodicTask lingerVisits;

    /**
     * Wires an endpoint over a bound socket; nobody is let in yet.
     *
     * @param versions what this gateway speaks
     */
    public Endpoint(
            EndpointSettings settings,
            ListeningSocket socket,
            Set<OcppVersion> versions,
            Admission admission,
            Connections connections,
            SessionFactory sessions,
            LongSupplier nanoTime,
            ScheduledExecutorService timer,
            PrometheusRegistry registry) {
        this.settings = settings;
        this.socket = socket;
        this.timer = timer;
        EndpointMetrics metrics = new EndpointMetrics(registry);
        VirtualThreadPool tasks = new VirtualThreadPool(settings.maxConcurrentTasks());
        tasks.setName("endpoint-task");
        QueuedThreadPool threads = new QueuedThreadPool();
        threads.setName("endpoint");
        threads.setVirtualThreadsExecutor(tasks);
        server = new Server(threads);
        server.setHandler(new UpgradeHandler(settings, versions, admission, connections, sessions, metrics, threads));
        lingering = new LingeringSockets(
                AutomaticLimits.lingeringSockets(), connections.limits().closeTimeout(), nanoTime);
        metrics.lingering(lingering::count);
        connector =
                new FrameConnector(server, settings.selectors(), new HttpConnectionFactory(http(settings)), lingering);
        connector.setAcceptedSendBufferSize(settings.socketBuffer());
        connector.setAcceptedReceiveBufferSize(settings.socketBuffer());
        // The handshake deadline sees to what does not become a WebSocket; a timer for each connection would only cost
        // in a storm.
        connector.setIdleTimeout(0);
        handshakeDeadline = new HandshakeDeadline(settings.handshakeTimeout(), nanoTime, metrics);
        connector.addEventListener(handshakeDeadline);
        server.addConnector(connector);
        int sockets = Math.min(connections.limits().maxConnections() + HANDSHAKES, settings.maxSockets());
        server.addBean(new NetworkConnectionLimit(sockets, connector));
    }

    private static HttpConfiguration http(EndpointSettings settings) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(settings.maxHeaderSize());
        // Some charge points send a whole URI as request target; its path is judged by ChargePointPath.
        http.setHttpCompliance(HttpCompliance.RFC9110.with("OCPP", HttpCompliance.Violation.MISMATCHED_AUTHORITY));
        http.setUriCompliance(UriCompliance.UNSAFE);
        return http;
    }

    /** Lets charge points in. */
    public void start() throws Exception {
        connector.open(socket.channel());
        server.start();
        Duration period = settings.handshakeTimeout().dividedBy(10);
        sweep = PeriodicTask.start(timer, "The handshake deadline", period, handshakeDeadline::cutOverdue);
        lingerVisits = PeriodicTask.start(timer, "Closing sockets", LINGER_VISITS, lingering::visit);
    }

    /** Lets nobody in any more; what is open stays open. */
    public void stopAccepting() {
        connector.close();
    }

    /** Cuts what is left. */
    public void stop() throws Exception {
        stop(sweep);
        server.stop();
        stop(lingerVisits);
        lingering.stop();
    }

    private static void stop(@Nullable PeriodicTask task) {
        if (task != null) {
            task.stop();
        }
    }
}
