package org.ocppgateway.routing.sweep;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.protocol.model.Command;
import org.ocppgateway.protocol.model.CommandReader;
import org.ocppgateway.protocol.model.Incoming;
import org.ocppgateway.routing.command.CommandForwarder;
import org.ocppgateway.routing.command.CommandRecord;
import org.ocppgateway.routing.command.CommandSettings;
import org.ocppgateway.routing.command.CommandStates;
import org.ocppgateway.routing.command.ResultPublisher;
import org.ocppgateway.routing.command.ToldResults;
import org.ocppgateway.routing.command.UndecodableException;
import org.ocppgateway.routing.route.Leases;
import org.ocppgateway.routing.route.RouteFinder;
import org.ocppgateway.routing.route.RoutesUnavailableException;

/**
 * Looks after every command on the partitions of {@code commands-down} that were assigned to this pod, until it has ended and its
 * result was delivered: passes over what a living pod is answering for, ends or re-routes what no living one will. How far it
 * got is known by offset, so that whoever has the partition next goes on from there.
 *
 * <p>Its methods are called by one thread, which it never holds up for long, but {@link #sweeps} by any; the looks are other threads'
 * work.
 */
public final class Sweeper {
    private final SweepSettings settings;
    private final Duration expiresAfter;
    private final Pods pods;
    private final Look look;
    private final Executor looks;
    private final Clock steady;
    private final SweepMetrics metrics;
    private final Map<Integer, Backlog> backlogs = new ConcurrentHashMap<>();
    private final Queue<Looked> looked = new ConcurrentLinkedQueue<>();
    private int looking;

    private record Looked(Held held, boolean done) {}

    /**
     * Wires a sweeper.
     *
     * @param pod whose sweeper it is
     * @param looks runs one look each; they block
     * @param clock the time that is told and compared with others'
     * @param steady never set, for how long something takes here
     */
    public Sweeper(
            SweepSettings settings,
            CommandSettings commands,
            PodId pod,
            CommandStates states,
            Leases leases,
            Ends ends,
            RouteFinder routes,
            CommandForwarder forwarder,
            ResultPublisher publisher,
            ToldResults told,
            Executor looks,
            PrometheusRegistry registry,
            Clock clock,
            Clock steady) {
        this.settings = settings;
        this.expiresAfter = commands.expiresAfter();
        this.pods = new Pods(leases, steady, settings.deadAfter(), settings.lookInterval());
        this.metrics = new SweepMetrics(registry);
        this.look = new Look(
                new SweepRules(settings, commands.answerTimeout()),
                pod,
                states,
                pods,
                ends,
                routes,
                forwarder,
                publisher,
                told,
                metrics,
                clock,
                steady);
        this.looks = looks;
        this.steady = steady;
    }

    /** From now on the partition is this pod's to sweep, from that offset on. */
    public void assigned(int partition, long offset) {
        backlogs.put(partition, new Backlog(offset));
    }

    /** The partition is another's. */
    public void revoked(int partition) {
        backlogs.remove(partition);
    }

    /** Whether the partition is this pod's to sweep. */
    public boolean sweeps(int partition) {
        return backlogs.containsKey(partition);
    }

    /** The offset up to which everything on the partition is done with; nothing if it is another's. */
    public OptionalLong progress(int partition) {
        Backlog backlog = backlogs.get(partition);
        return backlog == null ? OptionalLong.empty() : OptionalLong.of(backlog.progress());
    }

    /** How many commands it looks after. */
    public int held() {
        return backlogs.values().stream().mapToInt(Backlog::size).sum();
    }

    /** Whether no more may be read for now. */
    public boolean full() {
        return held() >= settings.heldLimit();
    }

    /**
     * Takes the next record of a partition.
     *
     * @param pod whom it is for; null if its key is no pod's name
     * @throws UndecodableException if nobody can be told about it and no living pod will say so
     */
    public void accept(int partition, long offset, @Nullable PodId pod, CommandRecord taken)
            throws UndecodableException, InterruptedException {
        Backlog backlog = backlogs.get(partition);
        if (backlog == null) {
            return;
        }
        try {
            switch (CommandReader.read(taken.value())) {
                case Incoming.ForChargePoint it -> hold(backlog, it.command(), null, taken, pod, partition, offset);
                case Incoming.Invalid it -> hold(backlog, empty(it), it.reason(), taken, pod, partition, offset);
                case Incoming.Decision decision -> metrics.passed.inc();
                case Incoming.Sending it -> backlog.sending(it.commandId());
                case Incoming.Undecodable it -> {
                    if (!read(pod, partition, offset)) {
                        throw new UndecodableException(it.reason());
                    }
                    metrics.passed.inc();
                }
            }
        } finally {
            backlog.read(offset); // last: who sees that it was read has to see what it said
        }
    }

    private void hold(
            Backlog backlog,
            Command command,
            @Nullable String problem,
            CommandRecord taken,
            @Nullable PodId pod,
            int partition,
            long offset) {
        Instant expiresAt = command.expiresAt();
        SweptCommand swept = new SweptCommand(
                command,
                problem,
                taken,
                pod,
                partition,
                offset,
                expiresAt == null ? taken.producedAt().plus(expiresAfter) : expiresAt);
        Instant now = steady.instant();
        // Most commands end before the first look.
        backlog.hold(new Held(swept, backlog, now, now.plus(settings.lookInterval())));
    }

    private static Command empty(Incoming.Invalid invalid) {
        String type = invalid.type();
        return new Command(
                invalid.commandId(),
                invalid.chargePointId(),
                type == null ? "" : type,
                "{}",
                null,
                null,
                Command.Priority.NORMAL,
                false);
    }

    /** Twice among the dead letters is better than nowhere: in doubt nobody reads it. */
    private boolean read(@Nullable PodId pod, int partition, long offset) throws InterruptedException {
        try {
            return pods.reader(pod, partition, offset) == Sight.Life.LIVES;
        } catch (RoutesUnavailableException e) {
            return false;
        }
    }

    /** Begins the looks that are due, as many as may be at once, and takes note of those that are over. */
    public void tick() {
        beginLooks();
        metrics.held(held());
    }

    private void beginLooks() {
        for (Looked over = looked.poll(); over != null; over = looked.poll()) {
            conclude(over);
        }
        Instant now = steady.instant();
        for (Backlog backlog : backlogs.values()) {
            for (Held held : backlog.held()) {
                if (looking >= settings.concurrency()) {
                    return;
                }
                if (held.due(now)) {
                    held.beginLook();
                    looking++;
                    looks.execute(() -> looked.add(new Looked(held, look.at(held))));
                }
            }
        }
    }

    private void conclude(Looked over) {
        looking--;
        Held held = over.held();
        held.lookAgainAt(steady.instant().plus(settings.lookInterval()));
        Backlog backlog = backlogs.get(held.swept().partition());
        if (over.done() && backlog != null) {
            backlog.done(held);
        }
    }
}
