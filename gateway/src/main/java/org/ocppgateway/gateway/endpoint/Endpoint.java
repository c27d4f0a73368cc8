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
        VirtualThreadPool tasks = tasks(settings.threads());
        server = new Server(
                platformThreads(listeners.all().size() * settings.threads().selectors(), tasks));
        server.addBean(tasks, true);
        upgradeHandler = new UpgradeHandler(settings, versions, connections, refusals, metrics, tasks);
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

    /** Runs requests, and the steps of a WebSocket that wait. At the limit a further task waits for the end of another one. */
    private static VirtualThreadPool tasks(EndpointThreads settings) {
        VirtualThreadPool tasks = new VirtualThreadPool(settings.maxConcurrentTasks());
        tasks.setName("endpoint-task");
        return tasks;
    }

    /**
     * Runs the selectors and nothing else. Jetty refuses to start without one thread more than the selectors lease; no task ever starts
     * that thread.
     */
    private static QueuedThreadPool platformThreads(int selectors, VirtualThreadPool tasks) {
        QueuedThreadPool threads = new QueuedThreadPool(selectors + 1, selectors);
        threads.setName("endpoint");
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
