package org.ocppgateway.routing.simulation;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.routing.MonotonicClock;
import org.ocppgateway.routing.PodContext;
import org.ocppgateway.routing.command.CommandLifecycle;
import org.ocppgateway.routing.command.CommandPorts;
import org.ocppgateway.routing.command.PauseMonitor;
import org.ocppgateway.routing.command.Replies;
import org.ocppgateway.routing.command.UndecodableException;
import org.ocppgateway.routing.command.Workers;
import org.ocppgateway.routing.route.FoundRoute;
import org.ocppgateway.routing.route.Lease;
import org.ocppgateway.routing.route.PeerAddress;
import org.ocppgateway.routing.route.Route;
import org.ocppgateway.routing.route.RouteFinder;
import org.ocppgateway.routing.route.RoutesUnavailableException;
import org.ocppgateway.routing.sweep.Sweeper;

/**
 * One incarnation of a pod: the real lifecycle and the real sweeper over simulated dependencies, with its own clock.
 */
final class SimulatedPod extends Clock implements RouteFinder, Workers {
    private static final Duration RENEWAL = Duration.ofSeconds(1);
    private static final Duration POLL = Duration.ofMillis(250);

    private final SimulatedSystem system;
    private final DeterministicScheduler.Life life = new DeterministicScheduler.Life();
    private final Lease lease;
    private final SimulatedRedis.View redis;
    private final Map<ChargePointId, SimulatedSession> sessions = new HashMap<>();
    private final Map<ChargePointId, Instant> left = new HashMap<>();
    private final PauseMonitor pauseMonitor;
    private final CommandLifecycle lifecycle;
    private final Sweeper sweeper;
    private Duration offset;
    private boolean begun;

    SimulatedPod(SimulatedSystem system, PodId name, String nonce, int partition, Duration offset) {
        this.system = system;
        this.offset = offset;
        this.lease = new Lease(
                name,
                nonce,
                new PeerAddress("127.0.0.1:8081", ""),
                partition,
                system.kafka().end(partition));
        this.redis = system.redis().seenBy(lease.incarnation());
        PodContext pod = new PodContext(name, this, steady(), new PrometheusRegistry());
        CommandPorts ports = new CommandPorts(
                redis.states(),
                this,
                (record, to, at) -> system.kafka().forward(record, to, at),
                (id, result, trace) -> system.kafka().publish(result),
                (id, commandId, since) -> system.kafka().told(commandId));
        this.pauseMonitor = new PauseMonitor(SimulatedSystem.COMMANDS.retryInterval(), ports.states(), pod);
        this.lifecycle = new CommandLifecycle(
                SimulatedSystem.COMMANDS,
                pod,
                ports,
                sessions::get,
                (requestId, payload) -> Replies.Result.UNKNOWN,
                pauseMonitor,
                this);
        this.sweeper = new Sweeper(
                SimulatedSystem.SWEEP,
                SimulatedSystem.COMMANDS,
                pod,
                ports,
                redis,
                pauseMonitor,
                checks -> system.scheduler().start(life, checks::run));
    }

    DeterministicScheduler.Life life() {
        return life;
    }

    Lease lease() {
        return lease;
    }

    Sweeper sweeper() {
        return sweeper;
    }

    /** Returns whether charge points may connect. */
    boolean open() {
        return begun && !life.dead() && !life.frozen(system.scheduler().now());
    }

    /** Waits for the lease and starts everything. */
    void begin() {
        system.scheduler().start(life, () -> {
            while (!redis.hold(lease)) {
                pause(RENEWAL);
            }
            begun = true;
            pauseMonitor.start(this);
            lifecycle.start();
            system.scheduler().start(life, this::consume);
            system.scheduler().start(life, () -> system.group().sweep(this));
            while (true) {
                pause(RENEWAL);
                renew();
            }
        });
    }

    private void renew() {
        redis.hold(lease);
        for (SimulatedSession session : List.copyOf(sessions.values())) {
            if (!redis.renew(session.route())) {
                session.end();
            }
        }
    }

    private void consume() throws InterruptedException {
        int next = (int) lease.startOffset();
        while (true) {
            if (system.kafka().isOut() || next == system.kafka().end(lease.partition()) || !lifecycle.canAccept()) {
                pause(POLL);
                continue;
            }
            SimulatedKafka.Found found = system.kafka().at(lease.partition(), next++);
            if (found != null && found.pod().equals(lease.pod())) {
                try {
                    lifecycle.accept(found.record());
                } catch (UndecodableException e) {
                    throw new AssertionError(e);
                }
            }
        }
    }

    /** Connects a charge point; its older session on this pod ends. */
    SimulatedSession connect(ChargePointId chargePointId) {
        Route route = redis.claim(chargePointId, lease.pod(), lease.partition(), instant());
        SimulatedSession session = new SimulatedSession(system, this, route);
        SimulatedSession older = sessions.put(chargePointId, session);
        if (older != null) {
            Worker unused = start("superseded", older::end);
        }
        return session;
    }

    void ended(SimulatedSession session) {
        ChargePointId chargePointId = session.route().chargePointId();
        if (sessions.remove(chargePointId, session)) {
            left.put(chargePointId, instant());
        }
        redis.release(session.route());
    }

    /** Unaffected by changes of the pod's clock. */
    private Clock steady() {
        return new MonotonicClock(
                this,
                () -> Duration.between(Instant.EPOCH, system.scheduler().now()).toNanos());
    }

    /** Sets the pod's clock to another time. */
    void setClock(Duration difference) {
        offset = difference;
    }

    @Override
    public Optional<FoundRoute> find(ChargePointId chargePointId) throws RoutesUnavailableException {
        return redis.route(chargePointId);
    }

    @Override
    public boolean leftWithin(ChargePointId chargePointId, Duration time) {
        Instant at = left.get(chargePointId);
        return at != null && at.plus(time).isAfter(instant());
    }

    @Override
    public Worker start(String name, Work work) {
        system.scheduler().start(life, work);
        return () -> {
            throw new UnsupportedOperationException("simulated pods die and do not stop");
        };
    }

    @Override
    public void pause(Duration duration) {
        system.scheduler().pause(duration);
    }

    @Override
    public Instant instant() {
        return system.scheduler().now().plus(offset);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("instants only");
    }
}
