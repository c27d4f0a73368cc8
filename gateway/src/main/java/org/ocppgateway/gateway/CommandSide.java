package org.ocppgateway.gateway;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.ocppgateway.gateway.config.GatewayConfig;
import org.ocppgateway.gateway.session.Sessions;
import org.ocppgateway.routing.PodContext;
import org.ocppgateway.routing.SteadyClock;
import org.ocppgateway.routing.command.CommandLifecycle;
import org.ocppgateway.routing.command.CommandPorts;
import org.ocppgateway.routing.command.Vigil;
import org.ocppgateway.routing.command.Workers;
import org.ocppgateway.routing.event.EventPublisher;
import org.ocppgateway.routing.kafka.CommandConsumer;
import org.ocppgateway.routing.kafka.DeadLetters;
import org.ocppgateway.routing.kafka.DurableProducer;
import org.ocppgateway.routing.kafka.KafkaCommandForwarder;
import org.ocppgateway.routing.kafka.KafkaResultPublisher;
import org.ocppgateway.routing.kafka.KafkaToldResults;
import org.ocppgateway.routing.kafka.SweepConsumer;
import org.ocppgateway.routing.redis.Incarnation;
import org.ocppgateway.routing.redis.LeaseTakenException;
import org.ocppgateway.routing.redis.PodLease;
import org.ocppgateway.routing.redis.RedisCommandStates;
import org.ocppgateway.routing.redis.RedisEra;
import org.ocppgateway.routing.redis.RedisLeases;
import org.ocppgateway.routing.redis.RedisLink;
import org.ocppgateway.routing.redis.RedisLostRoutes;
import org.ocppgateway.routing.redis.RedisRouteFinder;
import org.ocppgateway.routing.redis.RedisRoutes;
import org.ocppgateway.routing.route.PodContact;
import org.ocppgateway.routing.sweep.LostPods;
import org.ocppgateway.routing.sweep.Sweeper;

/**
 * The way of commands: their life, the consumer that brings them, the lease under which they are sent here, and the sweeper for
 * those that no living pod answers for, which also tells whose charge points are gone with their pod. Used by the thread that starts
 * the gateway; {@link #nameProblem} by any.
 */
final class CommandSide {
    private final GatewayConfig config;
    private final ShutdownSequence started;
    private final PrometheusRegistry registry;
    private final Clock clock;
    private final Map<String, BooleanSupplier> threads = new HashMap<>();
    private volatile boolean nameTaken;

    CommandSide(GatewayConfig config, ShutdownSequence started, PrometheusRegistry registry, Clock clock) {
        this.config = config;
        this.started = started;
        this.registry = registry;
        this.clock = clock;
    }

    /** Starts it all; {@code contact} is how other pods reach {@code incarnation}, this one. */
    void start(
            RedisLink redis,
            RedisRoutes routes,
            DurableProducer producer,
            EventPublisher events,
            Sessions sessions,
            PodContact contact,
            Incarnation incarnation)
            throws StartException, InterruptedException {
        Clock steady = new SteadyClock(clock, System::nanoTime);
        RedisEra era = new RedisEra(config.redis(), redis, steady);
        PodContext pod = new PodContext(config.pod(), clock, steady, registry);
        DeadLetters deadLetters = new DeadLetters(config.kafka(), producer);
        KafkaToldResults told = new KafkaToldResults(config.kafka());
        started.add("told results", remaining -> told.close());
        CommandPorts ports = new CommandPorts(
                new RedisCommandStates(config.redis(), redis, era, incarnation, clock),
                new RedisRouteFinder(redis, routes),
                new KafkaCommandForwarder(config.kafka(), producer),
                new KafkaResultPublisher(config.kafka(), producer),
                told);
        Vigil vigil = new Vigil(config.commands().retryInterval(), ports.states(), pod);
        CommandLifecycle commands = new CommandLifecycle(
                config.commands(), pod, ports, sessions, sessions.replies(), vigil, Workers.VIRTUAL);
        CommandConsumer consumer = KafkaStartup.retry(
                () -> CommandConsumer.open(config.kafka(), config.pod(), commands, deadLetters, registry));
        acquireLease(redis, incarnation, contact, consumer);
        vigil.start(Workers.VIRTUAL);
        started.add("vigil", remaining -> vigil.stop());
        commands.start();
        started.add("commands", remaining -> {
            if (!commands.stop(remaining)) {
                throw new IllegalStateException("results of commands were left behind");
            }
        });
        consumer.start();
        threads.put("commands", consumer::running);
        started.add("command consumer", consumer::stop);
        Sweeper sweeper = new Sweeper(
                config.sweep(),
                config.commands(),
                pod,
                ports,
                new RedisLeases(redis),
                vigil,
                looks -> Thread.ofVirtual().name("sweep").start(looks));
        SweepConsumer sweepConsumer = new SweepConsumer(config.kafka(), config.sweep(), sweeper, deadLetters);
        sweepConsumer.start();
        threads.put("sweeper", sweepConsumer::running);
        started.add("sweeper", sweepConsumer::stop);
        LostPods lostPods = new LostPods(
                config.sweep(),
                new RedisLostRoutes(redis, incarnation),
                new RedisLeases(redis),
                sweeper::sweeps,
                events,
                registry,
                clock,
                steady);
        lostPods.start();
        threads.put("lost-pods", lostPods::running);
        started.add("lost pods", remaining -> lostPods.stop());
    }

    private void acquireLease(RedisLink redis, Incarnation incarnation, PodContact contact, CommandConsumer consumer)
            throws StartException, InterruptedException {
        PodLease lease = new PodLease(
                config.redis(),
                redis,
                incarnation,
                contact,
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
        threads.put("lease-renewal", lease::running);
    }

    /** What was started and has to run until the process stops, each with whether it does. */
    Map<String, BooleanSupplier> threads() {
        return threads;
    }

    /** Why this process cannot be sent commands under its name, if so. */
    Optional<String> nameProblem() {
        return nameTaken ? Optional.of("another process lives under the name " + config.pod()) : Optional.empty();
    }
}
