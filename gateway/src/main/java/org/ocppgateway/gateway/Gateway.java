package org.ocppgateway.gateway;

import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.admin.AdminServer;
import org.ocppgateway.gateway.admin.Health;
import org.ocppgateway.gateway.admin.Phase;
import org.ocppgateway.gateway.config.GatewayConfig;
import org.ocppgateway.gateway.connection.CloseStatus;
import org.ocppgateway.gateway.connection.Connections;
import org.ocppgateway.gateway.connection.PingService;
import org.ocppgateway.gateway.endpoint.Admission;
import org.ocppgateway.gateway.endpoint.Endpoint;
import org.ocppgateway.gateway.endpoint.ListeningSocket;
import org.ocppgateway.gateway.endpoint.Refusal;
import org.ocppgateway.gateway.session.Sessions;
import org.ocppgateway.protocol.MessageId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.handler.VersionHandler;
import org.ocppgateway.protocol.v16.Ocpp16Handler;
import org.ocppgateway.protocol.v2.Ocpp2Handler;
import org.ocppgateway.routing.Dependency;
import org.ocppgateway.routing.command.CommandForwarder;
import org.ocppgateway.routing.command.CommandLifecycle;
import org.ocppgateway.routing.command.ResultPublisher;
import org.ocppgateway.routing.kafka.CommandConsumer;
import org.ocppgateway.routing.kafka.DeadLetters;
import org.ocppgateway.routing.kafka.DurableProducer;
import org.ocppgateway.routing.kafka.KafkaCommandForwarder;
import org.ocppgateway.routing.kafka.KafkaEventPublisher;
import org.ocppgateway.routing.kafka.KafkaProbe;
import org.ocppgateway.routing.kafka.KafkaResultPublisher;
import org.ocppgateway.routing.kafka.SweepConsumer;
import org.ocppgateway.routing.kafka.Topics;
import org.ocppgateway.routing.kafka.TopicsException;
import org.ocppgateway.routing.redis.Incarnation;
import org.ocppgateway.routing.redis.LeaseTakenException;
import org.ocppgateway.routing.redis.PodLease;
import org.ocppgateway.routing.redis.RedisCommandStates;
import org.ocppgateway.routing.redis.RedisLeases;
import org.ocppgateway.routing.redis.RedisLink;
import org.ocppgateway.routing.redis.RedisRegistrations;
import org.ocppgateway.routing.redis.RedisRouteFinder;
import org.ocppgateway.routing.redis.RedisRoutes;
import org.ocppgateway.routing.route.RouteFinder;
import org.ocppgateway.routing.sweep.Sweeper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The house: wires its rooms and starts them from the ground up, so that whoever is let in at the end finds everything working;
 * stops them in reverse. Used by one thread at a time.
 */
public final class Gateway {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
    private static final Duration KAFKA_RETRY = Duration.ofSeconds(2);

    private final GatewayConfig config;
    private final Clock clock = Clock.systemUTC();
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Map<OcppVersion, VersionHandler> handlers = Map.of(
            OcppVersion.V1_6, new Ocpp16Handler(),
            OcppVersion.V2_0_1, new Ocpp2Handler(OcppVersion.V2_0_1),
            OcppVersion.V2_1, new Ocpp2Handler(OcppVersion.V2_1));
    private final Started started = new Started(System::nanoTime);
    private volatile @Nullable Health health;
    private volatile boolean nameTaken;

    public Gateway(GatewayConfig config) {
        this.config = config;
    }

    /**
     * Starts everything, or nothing: if one part cannot start, those before it are stopped again. While Kafka is out this waits for
     * it to come back.
     */
    void start() throws StartException, InterruptedException {
        try {
            startAll();
        } catch (StartException | InterruptedException | RuntimeException e) {
            started.stopAll(config.stopTimeout());
            throw e;
        }
    }

    private void startAll() throws StartException, InterruptedException {
        long begun = System.nanoTime();
        JvmMetrics.builder().register(registry);
        ScheduledExecutorService timer = timer();
        ListeningSocket socket = bindEndpoint();
        Connections connections = new Connections(config.connection(), System::nanoTime, timer, registry);

        RedisLink redis = new RedisLink(config.redis(), registry, clock);
        started.add("Redis", redis::close);
        KafkaProbe kafkaProbe = new KafkaProbe(config.kafka(), clock);
        started.add("Kafka probe", remaining -> kafkaProbe.stop());
        Health state = new Health(
                clock,
                connections,
                List.of(
                        watched(kafkaProbe.dependency(), true),
                        watched(redis.dependency(), false),
                        new Health.Dependency("pod-name", true, this::nameProblem)));
        health = state;
        AdminServer admin = startAdmin(state);

        DurableProducer producer = openProducer();
        kafkaProbe.start();
        int partition = CommandConsumer.partitionOf(config.pod(), config.kafka());
        RedisRoutes routes = new RedisRoutes(config.redis(), redis, config.pod(), partition, registry, clock);
        RedisRegistrations registrations = new RedisRegistrations(config.redis(), redis, registry);
        Sessions sessions = new Sessions(
                config.session(),
                handlers,
                routes,
                registrations,
                new KafkaEventPublisher(config.kafka(), producer),
                clock,
                System::nanoTime,
                () -> new MessageId(UUID.randomUUID().toString()),
                registry);
        startCommands(redis, routes, producer, sessions, admin);
        routes.start();
        started.add("routes", remaining -> routes.stop());
        registrations.start();
        started.add("registrations", remaining -> registrations.stop());

        PingService pings = new PingService(connections, timer);
        pings.start();
        started.add("pings", remaining -> pings.stop());
        startEndpoint(socket, connections, sessions, timer);
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
        boolean graceful = started.stopAll(config.stopTimeout());
        LOG.info("{} has stopped, {}", config.pod(), graceful ? "gracefully" : "forced");
        return graceful;
    }

    private ScheduledExecutorService timer() {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("timer").daemon().factory());
        started.add("timer", remaining -> timer.shutdownNow());
        return timer;
    }

    private ListeningSocket bindEndpoint() throws StartException {
        try {
            ListeningSocket socket = ListeningSocket.bind(config.endpoint());
            started.add("endpoint socket", remaining -> socket.close());
            return socket;
        } catch (IOException e) {
            throw cannotListen(
                    "gateway.endpoint",
                    config.endpoint().bindAddress(),
                    config.endpoint().port(),
                    e);
        }
    }

    private AdminServer startAdmin(Health state) throws StartException, InterruptedException {
        AdminServer admin = new AdminServer(config.admin(), state, registry);
        started.add("admin server", remaining -> admin.stop());
        try {
            admin.start();
            return admin;
        } catch (InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw cannotListen(
                    "gateway.admin",
                    config.admin().bindAddress(),
                    config.admin().port(),
                    e);
        }
    }

    private static StartException cannotListen(String section, String address, int port, Exception cause) {
        boolean inUse = cause instanceof BindException || cause.getCause() instanceof BindException;
        return new StartException(
                "cannot listen on " + address + " port " + port
                        + (inUse ? ": the port is in use or the address is not this machine's" : ": " + cause)
                        + "; change " + section + ".port or " + section + ".bind-address, or stop what listens there",
                cause);
    }

    private DurableProducer openProducer() throws StartException, InterruptedException {
        while (true) {
            try {
                Topics.prepare(config.kafka());
                DurableProducer producer = DurableProducer.open(config.kafka(), registry);
                started.add("producer", producer::close);
                return producer;
            } catch (TopicsException e) {
                waitForKafka(e);
            }
        }
    }

    private static void waitForKafka(TopicsException problem) throws StartException, InterruptedException {
        if (!problem.outage()) {
            throw new StartException(String.valueOf(problem.getMessage()), problem);
        }
        LOG.warn("Waiting for Kafka: {}", problem.getMessage());
        TimeUnit.NANOSECONDS.sleep(KAFKA_RETRY.toNanos());
    }

    /** The way of commands: their life, their consumer, the lease under which they are sent here, and the sweeper. */
    private void startCommands(
            RedisLink redis, RedisRoutes routes, DurableProducer producer, Sessions sessions, AdminServer admin)
            throws StartException, InterruptedException {
        Incarnation incarnation = Incarnation.born(config.pod(), new SecureRandom());
        RedisCommandStates states = new RedisCommandStates(config.redis(), redis, incarnation);
        RouteFinder finder = new RedisRouteFinder(redis, routes);
        CommandForwarder forwarder = new KafkaCommandForwarder(config.kafka(), producer);
        ResultPublisher results = new KafkaResultPublisher(config.kafka(), producer);
        CommandLifecycle commands = new CommandLifecycle(
                config.commands(),
                config.pod(),
                states,
                sessions,
                finder,
                forwarder,
                results,
                (requestId, payload) -> false,
                registry,
                clock);
        CommandConsumer consumer = openConsumer(commands, producer);
        PodLease lease = new PodLease(
                config.redis(),
                redis,
                incarnation,
                addressOf(admin),
                consumer.partition(),
                consumer.startOffset(),
                clock,
                () -> nameTaken = true);
        try {
            lease.acquire();
        } catch (LeaseTakenException e) {
            throw new StartException(e.getMessage() + "; give this one another gateway.pod-name", e);
        }
        started.add("lease", remaining -> lease.end());
        commands.start();
        started.add("commands", remaining -> {
            if (!commands.stop(remaining)) {
                throw new IllegalStateException("results of commands were left behind");
            }
        });
        consumer.start();
        started.add("command consumer", consumer::stop);
        startSweeper(
                new Sweeper(
                        config.sweep(),
                        config.commands(),
                        config.pod(),
                        states,
                        new RedisLeases(redis),
                        finder,
                        forwarder,
                        results,
                        look -> Thread.ofVirtual().name("sweep").start(look),
                        registry,
                        clock),
                producer);
    }

    private void startSweeper(Sweeper sweeper, DurableProducer producer) {
        SweepConsumer consumer =
                new SweepConsumer(config.kafka(), config.sweep(), sweeper, new DeadLetters(config.kafka(), producer));
        consumer.start();
        started.add("sweeper", consumer::stop);
    }

    private CommandConsumer openConsumer(CommandLifecycle commands, DurableProducer producer)
            throws StartException, InterruptedException {
        DeadLetters deadLetters = new DeadLetters(config.kafka(), producer);
        while (true) {
            try {
                return CommandConsumer.open(config.kafka(), config.pod(), commands, deadLetters, registry);
            } catch (TopicsException e) {
                waitForKafka(e);
            }
        }
    }

    /** Where other pods reach this one. */
    private String addressOf(AdminServer admin) throws StartException {
        try {
            String bound = config.admin().bindAddress();
            String host = bound.equals("0.0.0.0") ? InetAddress.getLocalHost().getHostAddress() : bound;
            return host + ":" + admin.port();
        } catch (IOException e) {
            throw new StartException("this machine's own address is unknown; set gateway.admin.bind-address", e);
        }
    }

    private void startEndpoint(
            ListeningSocket socket, Connections connections, Sessions sessions, ScheduledExecutorService timer)
            throws StartException, InterruptedException {
        Endpoint endpoint = new Endpoint(
                config.endpoint(),
                socket,
                handlers.keySet(),
                admission(connections),
                connections,
                sessions::newSession,
                System::nanoTime,
                timer,
                registry);
        started.add("endpoint", remaining -> {
            endpoint.stopAccepting();
            connections.closeAll(new CloseStatus(CloseStatus.SERVICE_RESTART, "the gateway restarts"));
            boolean gone = awaitNoSessions(connections, sessions, remaining);
            endpoint.stop();
            if (!gone) {
                throw new IllegalStateException("connections had to be cut: " + connections.count());
            }
        });
        try {
            endpoint.start();
        } catch (InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new StartException("the endpoint cannot start: " + e, e);
        }
    }

    private Admission admission(Connections connections) {
        return chargePointId -> {
            Health state = health;
            Optional<String> notReady = state == null ? Optional.of("starting") : state.notReady();
            if (notReady.isPresent()) {
                return Optional.of(Refusal.unavailable("not ready"));
            }
            return connections.full() ? Optional.of(Refusal.unavailable("too many connections")) : Optional.empty();
        };
    }

    private static boolean awaitNoSessions(Connections connections, Sessions sessions, Duration limit)
            throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (connections.count() > 0 || sessions.unfinished() > 0) {
            if (System.nanoTime() - deadline >= 0) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
        return true;
    }

    private static Health.Dependency watched(Dependency dependency, boolean required) {
        return new Health.Dependency(
                dependency.name(),
                required,
                () -> Optional.ofNullable(dependency.state().problem()));
    }

    private Optional<String> nameProblem() {
        return nameTaken ? Optional.of("another process lives under the name " + config.pod()) : Optional.empty();
    }
}
