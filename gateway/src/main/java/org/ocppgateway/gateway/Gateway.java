package org.ocppgateway.gateway;

import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.admin.AdminServer;
import org.ocppgateway.gateway.admin.AdminSettings;
import org.ocppgateway.gateway.admin.AdminTls;
import org.ocppgateway.gateway.admin.AdminTlsSettings;
import org.ocppgateway.gateway.admin.ConsoleHandler;
import org.ocppgateway.gateway.admin.Health;
import org.ocppgateway.gateway.admin.Phase;
import org.ocppgateway.gateway.admission.AdmissionChecks;
import org.ocppgateway.gateway.admission.AdmissionPolicy;
import org.ocppgateway.gateway.config.GatewayConfig;
import org.ocppgateway.gateway.connection.Connections;
import org.ocppgateway.gateway.endpoint.Endpoint;
import org.ocppgateway.gateway.journal.FrameJournal;
import org.ocppgateway.gateway.journal.FrameRecorder;
import org.ocppgateway.gateway.limit.HeapPressure;
import org.ocppgateway.gateway.log.GatewayLogEvent;
import org.ocppgateway.gateway.log.LogQueue;
import org.ocppgateway.gateway.log.LogSetup;
import org.ocppgateway.gateway.peer.ClusterQueries;
import org.ocppgateway.gateway.peer.PeerClient;
import org.ocppgateway.gateway.peer.PeerMetrics;
import org.ocppgateway.gateway.peer.PodQueries;
import org.ocppgateway.gateway.security.ChargePointSecurity;
import org.ocppgateway.gateway.session.SessionPorts;
import org.ocppgateway.gateway.session.SessionTime;
import org.ocppgateway.gateway.session.Sessions;
import org.ocppgateway.gateway.takeover.TakeoverCoordinator;
import org.ocppgateway.gateway.tls.InvalidTlsFilesException;
import org.ocppgateway.gateway.tls.TlsMetrics;
import org.ocppgateway.gateway.trace.TraceExporter;
import org.ocppgateway.protocol.MessageId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.handler.VersionHandler;
import org.ocppgateway.routing.Dependency;
import org.ocppgateway.routing.MonotonicClock;
import org.ocppgateway.routing.PodContext;
import org.ocppgateway.routing.command.CommandPorts;
import org.ocppgateway.routing.event.EventPublisher;
import org.ocppgateway.routing.kafka.DamagedRecords;
import org.ocppgateway.routing.log.EventLog;
import org.ocppgateway.routing.redis.RedisLeases;
import org.ocppgateway.routing.redis.RedisWindowCounter;
import org.ocppgateway.routing.redis.client.RedisLink;
import org.ocppgateway.routing.redis.client.RedisProblem;
import org.ocppgateway.routing.route.Leases;

/**
 * Wires the components, starts them in dependency order and stops them in reverse. Charge points are admitted last. Used by one thread at
 * a time.
 */
public final class Gateway {
    private static final EventLog LOG = EventLog.of(Gateway.class);

    private final GatewayConfig config;
    private final PodContext pod;
    private final Map<OcppVersion, VersionHandler> handlers;
    private final ShutdownSequence shutdown = new ShutdownSequence(System::nanoTime);
    private volatile @Nullable Health health;

    public Gateway(GatewayConfig config) {
        Clock clock = Clock.systemUTC();
        this.config = config;
        this.pod = new PodContext(
                config.pod(), clock, new MonotonicClock(clock, System::nanoTime), new PrometheusRegistry());
        this.handlers = VersionHandlers.create(
                config.chargePoints().session().publish().masks().credentials());
    }

    /**
     * Starts all components. If one cannot start, those that have started are stopped. Blocks while Kafka is unavailable.
     *
     * @throws StartException with the obstacle and its remedy
     */
    void start() throws StartException, InterruptedException {
        try {
            startAll();
        } catch (StartException | InterruptedException | RuntimeException | Error e) {
            shutdown.stopAll(config.leaving().drain().stopTimeout());
            throw e;
        }
    }

    private void startAll() throws StartException, InterruptedException {
        long begun = System.nanoTime();
        prepareProcess();
        TimerThread timer = TimerThread.start(shutdown);
        ChargePointServer server = ChargePointServer.bind(config.chargePoints(), pod, timer.executor(), shutdown);
        RedisLink link = connectRedis();
        Dependencies dependencies = dependencies(link);
        GatewayContext context = context(server.connections(), dependencies, link);
        timer.watch(context.health());
        AdminTls adminTls = adminTls(context, server.tlsMetrics());
        AdminServer admin = startAdmin(context.health(), adminTls);
        AccessControl access = new AccessControl(context, link);
        Endpoint endpoint = server.start(handlers.keySet(), access.refusalListener());

        KafkaConnection kafka = KafkaConnection.open(context, dependencies);
        PodIdentity identity = PodIdentity.create(config, admin.port());
        RedisLeases leases = new RedisLeases(link);
        PeerClient peers = openPeerClient(link, leases, adminTls);
        RedisStores redis = RedisStores.create(context, link, leases, identity, peers::requestRecheck);
        ChargePointSecurity security = access.open(kafka.events());
        FrameJournal journal = kafka.openJournal(context);
        Sessions sessions = sessions(redis, kafka.events(), security, journal);
        Leaving leaving = Leaving.start(context, server.connections(), sessions);
        PodQueries queries = OperatorApi.queries(context, sessions, redis, journal, leaving);
        PodSessions podSessions = new PodSessions(redis.routes(), access.start(security, sessions), sessions, queries);
        Takeovers takeovers = Takeovers.create(context, identity, redis, peers, sessions, podSessions);
        ClusterSessions clusterSessions = new ClusterSessions(config.pod(), podSessions, redis.routeFinder(), peers);
        OperatorApi operators = OperatorApi.create(
                context,
                identity,
                redis,
                kafka,
                new ClusterQueries(config.pod(), queries, leases, peers),
                security,
                leaving);
        admin.mount("api", access.api(security, clusterSessions, operators.routes(config.pod(), journal)));
        admin.mount("pods", takeovers.peerApi());
        CommandPorts ports = kafka.commandPorts(redis, shutdown);
        CommandPipeline commands = CommandPipeline.open(context, ports, sessions, kafka.deadLetters());
        dependencies.podName().acquire(context, link, identity, commands.consumer());
        commands.start();
        DeadPodSweep.start(context, ports, redis, kafka, commands.pauseMonitor());
        redis.start(context);
        AdmissionPolicy policy = admission(context.health(), server.connections(), security, takeovers.coordinator());
        server.open(endpoint, policy, sessions, leaving.drain());
        context.health().enter(Phase.RUNNING);
        logReady(begun, server, admin);
    }

    /** Sets up the log, the metrics of the JVM and the traces of this process. */
    private void prepareProcess() {
        LogSetup.apply(config.log(), config.pod());
        registerProcessMetrics(pod.registry());
        BackendProtection.check(config.backend());
        TraceExporter traces = TraceExporter.start(config.tracing(), config.pod(), pod.registry());
        shutdown.add("traces", traces::stop);
    }

    private void logReady(long begun, ChargePointServer server, AdminServer admin) {
        LOG.log(
                GatewayLogEvent.PROCESS_READY,
                config.pod(),
                Duration.ofNanos(System.nanoTime() - begun).toMillis(),
                server.ports(),
                admin.port());
    }

    /** Stops all components, the last started first; returns whether none had to be cut. */
    boolean stop() {
        LOG.log(GatewayLogEvent.PROCESS_STOPPING, config.pod());
        Health state = health;
        if (state != null) {
            state.enter(Phase.STOPPING);
        }
        boolean graceful = shutdown.stopAll(config.leaving().drain().stopTimeout());
        LOG.log(GatewayLogEvent.PROCESS_STOPPED, config.pod(), graceful ? "gracefully" : "forced");
        return graceful;
    }

    private static void registerProcessMetrics(PrometheusRegistry registry) {
        JvmMetrics.builder().register(registry);
        LogQueue.register(registry);
        DamagedRecords.register(registry);
    }

    /** Connects to Redis. Does not wait while Redis is unavailable. */
    private RedisLink connectRedis() throws StartException, InterruptedException {
        RedisLink link = new RedisLink(config.backend().redis(), pod.registry(), pod.clock());
        shutdown.add("Redis", link::close);
        Optional<RedisProblem> problem = link.awaitFirstProbe();
        if (problem.isPresent()) {
            throw StartException.redis(problem.get());
        }
        return link;
    }

    private Dependencies dependencies(RedisLink link) {
        return new Dependencies(
                new Dependency("kafka", pod.clock()),
                new Dependency("kafka-commands", pod.clock()),
                link.dependency(),
                new PodName(config.pod()));
    }

    private GatewayContext context(Connections connections, Dependencies dependencies, RedisLink link) {
        Health created = new Health(pod.clock(), connections, dependencies.forHealth());
        created.watch("redis", link::running);
        created.register(pod.registry());
        health = created;
        return new GatewayContext(config, pod, shutdown, created);
    }

    private @Nullable AdminTls adminTls(GatewayContext context, TlsMetrics metrics) throws StartException {
        AdminTlsSettings settings = config.admin().tls();
        if (settings == null) {
            return null;
        }
        try {
            AdminTls tls = new AdminTls(settings, pod.clock(), metrics);
            tls.start();
            shutdown.add("TLS of the admin port", remaining -> tls.stop());
            context.health().watch("admin-tls", tls::running);
            return tls;
        } catch (InvalidTlsFilesException e) {
            throw new StartException("gateway.admin.tls: " + e.getMessage(), e);
        }
    }

    private AdminServer startAdmin(Health state, @Nullable AdminTls tls) throws StartException, InterruptedException {
        AdminSettings settings = config.admin();
        AdminServer admin = new AdminServer(settings, tls, state, pod.registry());
        admin.mount("console", new ConsoleHandler());
        shutdown.add("admin server", remaining -> admin.stop());
        try {
            admin.start();
            return admin;
        } catch (InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw StartException.cannotListen("gateway.admin", settings.bindAddress(), settings.port(), e);
        }
    }

    private PeerClient openPeerClient(RedisLink link, Leases leases, @Nullable AdminTls tls) {
        PeerClient peers = new PeerClient(
                config.chargePoints().takeover(),
                leases,
                tls == null ? null : tls.clientContext(),
                new RedisWindowCounter(link),
                System::nanoTime,
                new PeerMetrics(pod.registry()));
        shutdown.add("requests to other pods", remaining -> peers.close());
        return peers;
    }

    private Sessions sessions(
            RedisStores redis, EventPublisher events, ChargePointSecurity security, FrameRecorder frames) {
        return new Sessions(
                config.chargePoints().session(),
                handlers,
                new SessionPorts(
                        redis.routes(), redis.registrations(), redis.history(), events, security.rotations(), frames),
                new SessionTime(pod.clock(), System::nanoTime, Thread::sleep),
                () -> new MessageId(UUID.randomUUID().toString()),
                pod.registry());
    }

    /** The checks of an upgrade request, in order: cheap ones first. */
    private AdmissionPolicy admission(
            Health state, Connections connections, ChargePointSecurity security, TakeoverCoordinator takeovers) {
        return new AdmissionPolicy(
                List.of(
                        AdmissionChecks.ready(state::notReady),
                        AdmissionChecks.connectionsAvailable(connections::isFull),
                        AdmissionChecks.certificateValid(),
                        AdmissionChecks.heapAvailable(HeapPressure.ofThisProcess()::isHigh),
                        security.addressCheck()),
                security.credentialCheck(),
                List.of(
                        AdmissionChecks.withinRate(
                                config.chargePoints().endpoint().upgradeRate(), System::nanoTime),
                        AdmissionChecks.takeover(takeovers)));
    }
}
