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
import org.ocppgateway.routing.command.PauseMonitor;
import org.ocppgateway.routing.command.UndecodableException;
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
    private final PodLiveness pods;
    private final CheckQueue checks;
    private final PodContext pod;
    private final SweepMetrics metrics;
    private final Map<Integer, PartitionProgress> partitions = new ConcurrentHashMap<>();

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
        this.pods = new PodLiveness(leases, pod.steady(), settings.podTimeout(), settings.checkInterval());
        this.metrics = new SweepMetrics(pod.registry(), this::tracked, this::trackedBytes);
        SweepRules rules = new SweepRules(settings, commands.answerTimeout());
        CommandCheck check = new CommandCheck(rules, pod, ports, pods, pauseMonitor, metrics);
        this.checks =
                new CheckQueue(settings.checkInterval(), settings.concurrency(), check::check, executor, pod.steady());
    }

    /** From now on the partition is this pod's to sweep. */
    public void assigned(int partition) {
        partitions.put(partition, new PartitionProgress());
    }

    /** The partition is another's. */
    public void revoked(int partition) {
        PartitionProgress progress = partitions.remove(partition);
        if (progress != null) {
            progress.revoke();
        }
    }

    /** Whether the partition is this pod's to sweep. */
    public boolean sweeps(int partition) {
        return partitions.containsKey(partition);
    }

    /** The offset of the first record of the partition that is not done; empty if all that was read is. */
    public OptionalLong firstTracked(int partition) {
        PartitionProgress progress = partitions.get(partition);
        return progress == null ? OptionalLong.empty() : progress.first();
    }

    /** How many commands it looks after. */
    public int tracked() {
        return partitions.values().stream().mapToInt(PartitionProgress::size).sum();
    }

    private long trackedBytes() {
        return partitions.values().stream().mapToLong(PartitionProgress::bytes).sum();
    }

    /**
     * Whether the next record of the partition may be handed over. At the limits only partitions that hold less than their share
     * are read on, so that commands of one pod never keep those of another from being read. Together they hold at most twice the
     * limits, and one record more for each partition.
     */
    public boolean hasRoom(int partition) {
        PartitionProgress progress = partitions.get(partition);
        if (progress == null || progress.size() == 0) {
            return true;
        }
        if (tracked() < settings.heldLimit() && trackedBytes() < settings.heldBytes()) {
            return true;
        }
        int count = partitions.size();
        return progress.size() < settings.heldLimit() / count && progress.bytes() < settings.heldBytes() / count;
    }

    /**
     * Takes the next record of a partition.
     *
     * @param reader the pod it is for; null if its key is no pod's name
     * @throws UndecodableException if no result can name its command and no living pod will say so
     */
    public void accept(int partition, long offset, @Nullable PodId reader, CommandRecord taken)
            throws UndecodableException, InterruptedException {
        PartitionProgress progress = partitions.get(partition);
        if (progress == null) {
            return;
        }
        switch (CommandReader.read(taken.value())) {
            case CommandsDownRecord.ForChargePoint it ->
                track(progress, it.command(), null, taken, reader, partition, offset);
            case CommandsDownRecord.Invalid it ->
                track(progress, it.command(), it.reason(), taken, reader, partition, offset);
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

    private void track(
            PartitionProgress progress,
            Command command,
            @Nullable String problem,
            CommandRecord taken,
            @Nullable PodId reader,
            int partition,
            long offset) {
        SweptCommand swept = new SweptCommand(
                command.withoutData(), problem, taken, reader, partition, offset, commands.expiryOf(command, taken));
        Instant now = pod.steady().instant();
        TrackedCommand tracked = new TrackedCommand(swept, progress, now, now);
        progress.track(tracked);
        if (pods.wasDead(reader)) {
            checks.addDue(tracked);
        } else {
            checks.add(tracked);
        }
    }

    /** Twice among the dead letters is better than nowhere: in doubt nobody reads it. */
    private boolean isRead(@Nullable PodId reader, int partition, long offset) throws InterruptedException {
        try {
            return pods.reader(reader, partition, offset) == CommandSnapshot.Liveness.ALIVE;
        } catch (RoutesUnavailableException e) {
            return false;
        }
    }

    /** Begins the looks that are due, and lets go of the commands that need no more of them. To be called again and again. */
    public void tick() {
        checks.startDue();
        for (TrackedCommand done = checks.pollDone(); done != null; done = checks.pollDone()) {
            done.progress().done(done);
        }
    }
}
