package org.ocppgateway.routing.sweep;

import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.protocol.model.Command;
import org.ocppgateway.protocol.model.CommandReader;
import org.ocppgateway.protocol.model.CommandsDownRecord;
import org.ocppgateway.routing.PodContext;
import org.ocppgateway.routing.command.CommandPorts;
import org.ocppgateway.routing.command.CommandRecord;
import org.ocppgateway.routing.command.CommandSettings;
import org.ocppgateway.routing.command.UndecodableException;
import org.ocppgateway.routing.command.PauseMonitor;
import org.ocppgateway.routing.route.RoutesUnavailableException;
import org.ocppgateway.routing.route.WatchedLeases;

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
    private final CommandSettings commands;
    private final Pods pods;
    private final Looks looks;
    private final PodContext pod;
    private final SweepMetrics metrics;
    private final Map<Integer, Backlog> backlogs = new ConcurrentHashMap<>();

    /**
     * Wires a sweeper.
     *
     * @param pod whose sweeper it is
     * @param pauseMonitor started by the caller
     * @param executor runs workers that look at commands; they block
     */
    public Sweeper(
            SweepSettings settings,
            CommandSettings commands,
            PodContext pod,
            CommandPorts ports,
            WatchedLeases leases,
            PauseMonitor pauseMonitor,
            Executor executor) {
        this.settings = settings;
        this.commands = commands;
        this.pod = pod;
        this.pods = new Pods(leases, pod.steady(), settings.deadAfter(), settings.lookInterval());
        this.metrics = new SweepMetrics(pod.registry(), this::held, this::heldBytes);
        SweepRules rules = new SweepRules(settings, commands.answerTimeout());
        Look look = new Look(rules, pod, ports, pods, pauseMonitor, metrics);
        this.looks = new Looks(settings.lookInterval(), settings.concurrency(), look::at, executor, pod.steady());
    }

    /** From now on the partition is this pod's to sweep. */
    public void assigned(int partition) {
        backlogs.put(partition, new Backlog());
    }

    /** The partition is another's. */
    public void revoked(int partition) {
        Backlog backlog = backlogs.remove(partition);
        if (backlog != null) {
            backlog.revoke();
        }
    }

    /** Whether the partition is this pod's to sweep. */
    public boolean sweeps(int partition) {
        return backlogs.containsKey(partition);
    }

    /** The offset of the first record of the partition that is not done; empty if all that was read is. */
    public OptionalLong firstHeld(int partition) {
        Backlog backlog = backlogs.get(partition);
        return backlog == null ? OptionalLong.empty() : backlog.first();
    }

    /** How many commands it looks after. */
    public int held() {
        return backlogs.values().stream().mapToInt(Backlog::size).sum();
    }

    private long heldBytes() {
        return backlogs.values().stream().mapToLong(Backlog::bytes).sum();
    }

    /**
     * Whether the next record of the partition may be handed over. At the limits only partitions that hold less than their share
     * are read on, so that commands of one pod never keep those of another from being read. Together they hold at most twice the
     * limits, and one record more for each partition.
     */
    public boolean hasRoom(int partition) {
        Backlog backlog = backlogs.get(partition);
        if (backlog == null || backlog.size() == 0) {
            return true;
        }
        if (held() < settings.heldLimit() && heldBytes() < settings.heldBytes()) {
            return true;
        }
        int partitions = backlogs.size();
        return backlog.size() < settings.heldLimit() / partitions
                && backlog.bytes() < settings.heldBytes() / partitions;
    }

    /**
     * Takes the next record of a partition.
     *
     * @param reader the pod it is for; null if its key is no pod's name
     * @throws UndecodableException if no result can name its command and no living pod will say so
     */
    public void accept(int partition, long offset, @Nullable PodId reader, CommandRecord taken)
            throws UndecodableException, InterruptedException {
        Backlog backlog = backlogs.get(partition);
        if (backlog == null) {
            return;
        }
        switch (CommandReader.read(taken.value())) {
            case CommandsDownRecord.ForChargePoint it ->
                hold(backlog, it.command(), null, taken, reader, partition, offset);
            case CommandsDownRecord.Invalid it ->
                hold(backlog, it.command(), it.reason(), taken, reader, partition, offset);
            case CommandsDownRecord.Decision decision -> metrics.passed.inc();
            case CommandsDownRecord.Sending sending -> metrics.passed.inc();
            case CommandsDownRecord.Undecodable it -> {
                if (!isRead(reader, partition, offset)) {
                    throw new UndecodableException(it.reason());
                }
                metrics.passed.inc();
            }
        }
    }

    private void hold(
            Backlog backlog,
            Command command,
            @Nullable String problem,
            CommandRecord taken,
            @Nullable PodId reader,
            int partition,
            long offset) {
        SweptCommand swept = new SweptCommand(
                command.withoutData(), problem, taken, reader, partition, offset, commands.expiryOf(command, taken));
        Instant now = pod.steady().instant();
        Held held = new Held(swept, backlog, now, now);
        backlog.hold(held);
        if (pods.wasDead(reader)) {
            looks.addDue(held);
        } else {
            looks.add(held);
        }
    }

    /** Twice among the dead letters is better than nowhere: in doubt nobody reads it. */
    private boolean isRead(@Nullable PodId reader, int partition, long offset) throws InterruptedException {
        try {
            return pods.reader(reader, partition, offset) == Sight.Life.LIVES;
        } catch (RoutesUnavailableException e) {
            return false;
        }
    }

    /** Begins the looks that are due, and lets go of the commands that need no more of them. To be called again and again. */
    public void tick() {
        looks.begin();
        for (Held done = looks.pollDone(); done != null; done = looks.pollDone()) {
            done.backlog().done(done);
        }
    }
}
