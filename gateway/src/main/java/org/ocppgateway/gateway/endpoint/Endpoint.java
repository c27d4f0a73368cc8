package org.ocppgateway.gateway.endpoint;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.VirtualThreadPool;
import org.ocppgateway.gateway.admission.AdmissionPolicy;
import org.ocppgateway.gateway.admission.RefusalListener;
import org.ocppgateway.gateway.connection.Connections;
import org.ocppgateway.gateway.connection.PeriodicTask;
import org.ocppgateway.gateway.endpoint.listener.HandshakeDeadline;
import org.ocppgateway.gateway.endpoint.listener.LingeringSockets;
import org.ocppgateway.gateway.endpoint.listener.Listeners;
import org.ocppgateway.gateway.limit.AutomaticLimits;
import org.ocppgateway.protocol.OcppVersion;

/** The WebSocket server for charge points, on Jetty. Started, opened and stopped by the thread that starts the gateway. */
public final class Endpoint {
    /** Maximum number of TCP connections before the upgrade, in addition to the maximum number of WebSocket connections. */
    private static final int MAX_HANDSHAKES = 4096;

    /** An idle platform thread ends after this time, except the minimum of Jetty's pool (8). */
    private static final Duration THREAD_IDLE_TIMEOUT = Duration.ofSeconds(5);

    private static final Duration LINGERING_CHECK_INTERVAL = Duration.ofMillis(200);

    private final EndpointSettings settings;
    private final Listeners listeners;
    private final ScheduledExecutorService timer;
    private final HandshakeDeadline handshakeDeadline;
    private final LingeringSockets lingering;
    private final UpgradeHandler upgradeHandler;
    private final Server server;
    private final Connectors connectors;
    private final List<PeriodicTask> tasks = new ArrayList<>();

    /**
     * Creates an endpoint on open listeners. It accepts no connection yet.
     *
     * @param versions supported versions
     * @param refusals receives every refused upgrade
     * @param nanoTime monotonic clock in nanoseconds
     */
    public Endpoint(
            EndpointSettings settings,
            Listeners listeners,
            Set<OcppVersion> versions,
            Connections connections,
            RefusalListener refusals,
            LongSupplier nanoTime,
            ScheduledExecutorService timer,
            PrometheusRegistry registry) {
        this.settings = settings;
        this.listeners = listeners;
        this.timer = timer;
        EndpointMetrics metrics = new EndpointMetrics(registry);
        QueuedThreadPool threads = threads(settings);
        server = new Server(threads);
        upgradeHandler = new UpgradeHandler(settings, versions, connections, refusals, metrics, threads);
        server.setHandler(upgradeHandler);
        server.setErrorHandler(new MalformedRequestHandler(
                new ClientFacts(settings.proxies()), settings.upgrades().pathPrefixes(), refusals, metrics));
        lingering = new LingeringSockets(
                AutomaticLimits.lingeringSockets(), connections.limits().closeTimeout(), nanoTime);
        metrics.lingering(lingering::count);
        handshakeDeadline = new HandshakeDeadline(settings.upgrades().timeout(), nanoTime, metrics::handshakeTimedOut);
        int sockets = Math.min(
                connections.limits().maxConnections() + MAX_HANDSHAKES,
                settings.sockets().maxSockets());
        connectors = new Connectors(
                settings, listeners.all(), server, sockets, lingering, handshakeDeadline, refusals, registry);
    }

    /**
     * Platform threads for acceptors, selectors, the first and last step of each TCP connection, and requests that arrive together with a
     * PROXY protocol header; all other requests run on virtual threads. A reconnect storm needs a hundred threads for seconds. Jetty would
     * then end one per minute.
     */
    private static QueuedThreadPool threads(EndpointSettings settings) {
        VirtualThreadPool tasks = new VirtualThreadPool(settings.threads().maxConcurrentTasks());
        tasks.setName("endpoint-task");
        QueuedThreadPool threads = new QueuedThreadPool();
        threads.setName("endpoint");
        threads.setIdleTimeout((int) THREAD_IDLE_TIMEOUT.toMillis());
        threads.setMaxEvictCount(threads.getMaxThreads());
        threads.setVirtualThreadsExecutor(tasks);
        return threads;
    }

    /** Starts to accept connections. Until {@link #open}, valid upgrades are refused with 503. */
    public void start() throws Exception {
        connectors.open();
        server.start();
        Duration period = settings.upgrades().timeout().dividedBy(10);
        every(period, "Check of the handshake deadline", handshakeDeadline::cutOverdue);
        every(LINGERING_CHECK_INTERVAL, "Check of lingering sockets", lingering::closeFinished);
        // Reading files may block, which the timer must not.
        every(
                settings.tlsHandshakes().reloadInterval(),
                "Check of the TLS files",
                () -> Thread.ofVirtual().name("tls-reload").start(listeners::reloadTls));
    }

    private void every(Duration period, String name, Runnable task) {
        tasks.add(PeriodicTask.start(timer, name, period, task));
    }

    /** Starts to admit charge points. */
    public void open(AdmissionPolicy admission, SessionFactory sessions) {
        upgradeHandler.open(admission, sessions);
    }

    /** Accepts no further connection. Open connections stay open. */
    public void stopAccepting() {
        connectors.stopAccepting();
    }

    /** Cuts all connections and stops the server. */
    public void stop() throws Exception {
        tasks.forEach(PeriodicTask::stop);
        server.stop();
        lingering.stop();
        connectors.stop();
    }
}
