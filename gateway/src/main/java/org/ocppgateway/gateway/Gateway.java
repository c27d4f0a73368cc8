package org.ocppgateway.gateway;

import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.admin.AdminServer;
import org.ocppgateway.gateway.admin.Health;
import org.ocppgateway.gateway.admin.Phase;
import org.ocppgateway.gateway.admission.AdmissionChecks;
import org.ocppgateway.gateway.admission.AdmissionPolicy;
import org.ocppgateway.gateway.config.GatewayConfig;
import org.ocppgateway.gateway.connection.Connections;
import org.ocppgateway.gateway.connection.PeriodicTask;
import org.ocppgateway.gateway.connection.PingService;
import org.ocppgateway.gateway.endpoint.Endpoint;
import org.ocppgateway.gateway.endpoint.ListeningSocket;
import org.ocppgateway.gateway.limit.HeapPressure;
import org.ocppgateway.gateway.log.LogQueue;
import org.ocppgateway.gateway.peer.PeerApi;
import org.ocppgateway.gateway.peer.PeerClient;
import org.ocppgateway.gateway.peer.PeerMetrics;
import org.ocppgateway.gateway.peer.PolledDecisions;
import org.ocppgateway.gateway.session.SessionPorts;
import org.ocppgateway.gateway.session.SessionTime;
import org.ocppgateway.gateway.session.Sessions;
import org.ocppgateway.gateway.takeover.TakeoverArbiter;
import org.ocppgateway.gateway.takeover.TakeoverCoordinator;
import org.ocppgateway.gateway.takeover.TakeoverMetrics;
import org.ocppgateway.protocol.MessageId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.dictionary.Tolerance;
import org.ocppgateway.protocol.handler.VersionHandler;
import org.ocppgateway.protocol.model.Masking;
import org.ocppgateway.protocol.translation.DictionaryHandler;
import org.ocppgateway.protocol.translation.Translation;
import org.ocppgateway.protocol.v16.Ocpp16;
import org.ocppgateway.protocol.v2.Ocpp2;
import org.ocppgateway.routing.Dependency;
import org.ocppgateway.routing.event.EventPublisher;
import org.ocppgateway.routing.kafka.CommandConsumer;
import org.ocppgateway.routing.kafka.DamagedRecords;
import org.ocppgateway.routing.kafka.DurableProducer;
import org.ocppgateway.routing.kafka.EventPartitions;
import org.ocppgateway.routing.kafka.KafkaAdmin;
import org.ocppgateway.routing.kafka.KafkaEventPublisher;
import org.ocppgateway.routing.kafka.KafkaProbe;
import org.ocppgateway.routing.kafka.Topics;
import org.ocppgateway.routing.redis.Incarnation;
import org.ocppgateway.routing.redis.RedisLeases;
import org.ocppgateway.routing.redis.RedisLink;
import org.ocppgateway.routing.redis.RedisRegistrations;
import org.ocppgateway.routing.redis.RedisRouteFinder;
import org.ocppgateway.routing.redis.RedisRoutes;
import org.ocppgateway.routing.redis.RedisTally;
import org.ocppgateway.routing.route.Leases;
import org.ocppgateway.routing.route.PodContact;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The house: wires its rooms and starts them from the ground up, so that whoever is let in at the end finds everything working;
 * stops them in reverse. Used by one thread at a time.
 */
public final class Gateway {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
    private static final Duration MAX_TIMER_STALL = Duration.ofSeconds(30);
    private static final Duration TIMER_BEAT = Duration.ofSeconds(1);

    private final GatewayConfig config;
    private final Clock clock = Clock.systemUTC();
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Map<OcppVersion, VersionHandler> handlers;
    private final ShutdownSequence shutdown = new ShutdownSequence(System::nanoTime);
    private volatile @Nullable Health health;

    public Gateway(GatewayConfig config) {
        this.config = config;
        Masking credentials = config.session().publish().masks().credentials();
        this.handlers = Stream.<Translation>of(new Ocpp16(), new Ocpp2(OcppVersion.V2_0_1), new Ocpp2(OcppVersion.V2_1))
                .collect(Collectors.toUnmodifiableMap(
                        Translation::version,
                        translation -> new DictionaryHandler(translation, Tolerance.STANDARD, credentials)));
    }

    /**
     * Starts everything, or nothing: if one part cannot start, those before it are stopped again. While Kafka is out this waits for
     * it to come back.
     */
    void start() throws StartException, InterruptedException {
        try {
            startAll();
        } catch (StartException | InterruptedException | RuntimeException | Error e) {
            shutdown.stopAll(config.stopTimeout());
            throw e;
        }
    }

    private void startAll() throws StartException, InterruptedException {
        long begun = System.nanoTime();
        JvmMetrics.builder().register(registry);
        LogQueue.register(registry);
        DamagedRecords.register(registry);
        ScheduledExecutorService timer = timer();
        ListeningSocket socket = bindEndpoint();
        Connections connections = new Connections(config.connection(), System::nanoTime, timer, registry);

        RedisLink redis = connectRedis();
        CommandSide commands = new CommandSide(config, shutdown, registry, clock);
        Dependency kafka = new Dependency("kafka", clock);
        Dependency commandTopics = new Dependency("kafka-commands", clock);
        Health state = new Health(
                clock,
                connections,
                List.of(
                        watched(kafka, true),
                        watched(commandTopics, false),
                        watched(redis.dependency(), false),
                        new Health.Dependency("pod-name", true, commands::nameProblem)));
        health = state;
        state.watch("redis", redis::running);
        watchTimer(timer, state);
        AdminServer admin = startAdmin(state);
        Endpoint endpoint = startEndpoint(socket, connections, timer);

        DurableProducer producer = openProducer();
        KafkaAdmin kafkaAdmin = new KafkaAdmin(config.kafka());
        shutdown.add("Kafka admin", remaining -> kafkaAdmin.close());
        EventPartitions partitions = watchPartitions(producer, kafkaAdmin, kafka, commandTopics, state);
        EventPublisher events = new KafkaEventPublisher(config.kafka(), producer, partitions);
        int partition = CommandConsumer.partitionOf(config.pod(), config.kafka());
        Incarnation incarnation = Incarnation.born(config.pod(), new SecureRandom());
        Leases leases = new RedisLeases(redis);
        TakeoverMetrics takeoverMetrics = new TakeoverMetrics(registry);
        PeerClient peers = new PeerClient(config.takeover(), leases, System::nanoTime, new PeerMetrics(registry));
        shutdown.add("requests to other pods", remaining -> peers.close());
        RedisRoutes routes =
                new RedisRoutes(config.redis(), redis, incarnation, partition, peers::requestRecheck, registry, clock);
        RedisRegistrations registrations = new RedisRegistrations(config.redis(), redis, registry);
        Sessions sessions = new Sessions(
                config.session(),
                handlers,
                new SessionPorts(routes, registrations, events),
                new SessionTime(clock, System::nanoTime, Thread::sleep),
                () -> new MessageId(UUID.randomUUID().toString()),
                registry);
        TakeoverArbiter arbiter = new TakeoverArbiter(
                config.takeover(), sessions::existingSession, new RedisTally(redis), System::nanoTime, takeoverMetrics);
        PodContact contact = contact(admin);
        PolledDecisions decisions =
                new PolledDecisions(arbiter, config.takeover().probeLimit(), System::nanoTime);
        admin.mount("pods", new PeerApi(contact.secret(), decisions, routes::recheck));
        commands.start(redis, routes, producer, events, sessions, contact, incarnation);
        commands.threads().forEach(state::watch);
        routes.start();
        state.watch("route-renewal", routes::running);
        shutdown.add("routes", remaining -> routes.stop());
        registrations.start();
        state.watch("registrations", registrations::running);
        shutdown.add("registrations", remaining -> registrations.stop());

        PingService pings = new PingService(connections, timer);
        pings.start();
        shutdown.add("pings", remaining -> pings.stop());
        TakeoverCoordinator takeovers =
                new TakeoverCoordinator(config.pod(), new RedisRouteFinder(redis, routes), leases, arbiter, peers);
        shutdown.add("connections", new ConnectionDrain(endpoint, connections, sessions)::drain);
        endpoint.open(
                admission(state, connections, takeovers),
                (admitted, version, connection) -> sessions.newSession(admitted.chargePointId(), version, connection));
        state.enter(Phase.RUNNING);
        LOG.info(
                "{} is ready after {} ms: charge points on port {}, health and metrics on port {}",
                config.pod(),
                Duration.ofNanos(System.nanoTime() - begun).toMillis(),
                socket.port(),
                admin.port());
    }

    /** Stops everything, last started first; returns whether nothing had to be cut. */
    boolean stop() {
        LOG.info("{} is stopping", config.pod());
        Health state = health;
        if (state != null) {
            state.enter(Phase.STOPPING);
        }
        boolean graceful = shutdown.stopAll(config.stopTimeout());
        LOG.info("{} has stopped, {}", config.pod(), graceful ? "gracefully" : "forced");
        return graceful;
    }

    /** Connects to Redis. Does not wait while Redis is unavailable. */
    private RedisLink connectRedis() throws StartException, InterruptedException {
        RedisLink redis = new RedisLink(config.redis(), registry, clock);
        shutdown.add("Redis", redis::close);
        Optional<String> misfit = redis.awaitFirstProbe();
        if (misfit.isPresent()) {
            throw new StartException("gateway.redis.uri: " + misfit.get());
        }
        return redis;
    }

    private ScheduledExecutorService timer() {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("timer").daemon().factory());
        shutdown.add("timer", remaining -> timer.shutdownNow());
        return timer;
    }

    /** Watches the timer thread: a task that blocks it stops all pings and deadlines. */
    private static void watchTimer(ScheduledExecutorService timer, Health state) {
        AtomicLong beat = new AtomicLong(System.nanoTime());
        var unused = PeriodicTask.start(timer, "The watch of the timer", TIMER_BEAT, () -> beat.set(System.nanoTime()));
        state.watch("timer", () -> System.nanoTime() - beat.get() < MAX_TIMER_STALL.toNanos());
    }

    private ListeningSocket bindEndpoint() throws StartException {
        try {
            ListeningSocket socket = ListeningSocket.bind(config.endpoint());
            shutdown.add("endpoint socket", remaining -> socket.close());
            return socket;
        } catch (IOException e) {
            throw StartException.cannotListen(
                    "gateway.endpoint",
                    config.endpoint().bindAddress(),
                    config.endpoint().port(),
                    e);
        }
    }

    private Endpoint startEndpoint(ListeningSocket socket, Connections connections, ScheduledExecutorService timer)
            throws StartException, InterruptedException {
        Endpoint endpoint = new Endpoint(
                config.endpoint(), socket, handlers.keySet(), connections, System::nanoTime, timer, registry);
        shutdown.add("endpoint", remaining -> endpoint.stop());
        try {
            endpoint.start();
            return endpoint;
        } catch (InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new StartException("the endpoint cannot start: " + e, e);
        }
    }

    private AdmissionPolicy admission(Health state, Connections connections, TakeoverCoordinator takeovers) {
        return new AdmissionPolicy(List.of(
                AdmissionChecks.ready(state::notReady),
                AdmissionChecks.connectionsAvailable(connections::isFull),
                AdmissionChecks.heapAvailable(HeapPressure.ofThisProcess()::isHigh),
                AdmissionChecks.withinRate(config.endpoint().upgradeRate(), System::nanoTime),
                AdmissionChecks.takeover(takeovers)));
    }

    private AdminServer startAdmin(Health state) throws StartException, InterruptedException {
        AdminServer admin = new AdminServer(config.admin(), state, registry);
        shutdown.add("admin server", remaining -> admin.stop());
        try {
            admin.start();
            return admin;
        } catch (InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw StartException.cannotListen(
                    "gateway.admin",
                    config.admin().bindAddress(),
                    config.admin().port(),
                    e);
        }
    }

    private DurableProducer openProducer() throws StartException, InterruptedException {
        DurableProducer producer = KafkaStartup.retry(() -> {
            Topics.prepare(config.kafka());
            return DurableProducer.open(config.kafka(), registry);
        });
        shutdown.add("producer", producer::close);
        return producer;
    }

    private EventPartitions watchPartitions(
            DurableProducer producer, KafkaAdmin admin, Dependency kafka, Dependency commandTopics, Health state) {
        int count = producer.partitionsOf(config.kafka().topics().events());
        EventPartitions partitions = new EventPartitions(count, kafka, System::nanoTime, registry);
        KafkaProbe probe = new KafkaProbe(config.kafka(), admin, partitions, commandTopics);
        probe.start();
        state.watch("kafka-probe", probe::running);
        shutdown.add("Kafka probe", remaining -> probe.stop());
        return partitions;
    }

    /** How other pods reach this one; the secret is born with the process. */
    private PodContact contact(AdminServer admin) throws StartException {
        byte[] secret = new byte[16];
        new SecureRandom().nextBytes(secret);
        return new PodContact(
                advertisedHost() + ":" + admin.port(), HexFormat.of().formatHex(secret));
    }

    private String advertisedHost() throws StartException {
        String advertised = config.admin().advertisedHost();
        String bound = config.admin().bindAddress();
        if (advertised.isEmpty() && !bound.equals("0.0.0.0")) {
            advertised = bound;
        }
        try {
            String host = advertised.isEmpty() ? InetAddress.getLocalHost().getHostAddress() : advertised;
            return host.contains(":") ? "[" + host + "]" : host;
        } catch (IOException e) {
            throw new StartException("this machine's own address is unknown; set gateway.admin.advertised-host", e);
        }
    }

    private static Health.Dependency watched(Dependency dependency, boolean required) {
        return new Health.Dependency(
                dependency.name(),
                required,
                () -> Optional.ofNullable(dependency.state().problem()));
    }
}
