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
 * Tracks every command on the partitions of {@code commands-down} that are assigned to this pod until it has ended and
 * its result was delivered. Leaves commands of live pods alone and ends or forwards those of dead pods. Progress is an
 * offset per partition, at which the next member continues.
 *
 * <p>Its methods are called by one thread and do not block for long, except {@link #sweeps}, which any thread may call.
 * Checks run on other threads.
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
     * @param pod the pod of this sweeper
     * @param pauseMonitor started by the caller
     * @param executor runs workers that check commands; they block
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

    /** Called when the partition is assigned to this pod. */
    public void assigned(int partition) {
        partitions.put(partition, new PartitionProgress());
    }

    /** Called when the partition moves to another pod. */
    public void revoked(int partition) {
        PartitionProgress progress = partitions.remove(partition);
        if (progress != null) {
            progress.revoke();
        }
    }

    /** Returns whether this pod sweeps the partition. */
    public boolean sweeps(int partition) {
        return partitions.containsKey(partition);
    }

    /** Offset of the first unfinished record of the partition; empty if every read record is finished. */
    public OptionalLong firstTracked(int partition) {
        PartitionProgress progress = partitions.get(partition);
        return progress == null ? OptionalLong.empty() : progress.first();
    }

    /** Number of tracked commands. */
    public int tracked() {
        return partitions.values().stream().mapToInt(PartitionProgress::size).sum();
    }

    private long trackedBytes() {
        return partitions.values().stream().mapToLong(PartitionProgress::bytes).sum();
    }

    /**
     * Returns whether the next record of the partition may be accepted. At the limits only partitions below their fair
     * share are read, so that commands of one pod never block those of another. All partitions together track at most
     * twice the limits, plus one record per partition.
     */
    public boolean canAccept(int partition) {
        PartitionProgress progress = partitions.get(partition);
        if (progress == null || progress.size() == 0) {
            return true;
        }
        if (tracked() < settings.tracked().count()
                && trackedBytes() < settings.tracked().bytes()) {
            return true;
        }
        int count = partitions.size();
        return progress.size() < settings.tracked().count() / count
                && progress.bytes() < settings.tracked().bytes() / count;
    }

    /**
     * Accepts the next record of a partition.
     *
     * @param reader the pod it is addressed to; null if its key is no pod name
     * @throws UndecodableException if the record has no command id and no live pod reads it
     */
    public void accept(int partition, long offset, @Nullable PodId reader, CommandRecord record)
            throws UndecodableException, InterruptedException {
        PartitionProgress progress = partitions.get(partition);
        if (progress == null) {
            return;
        }
        switch (CommandReader.read(record.value())) {
            case CommandsDownRecord.ForChargePoint it ->
                track(progress, it.command(), null, record, reader, partition, offset);
            case CommandsDownRecord.Invalid it ->
                track(progress, it.command(), it.reason(), record, reader, partition, offset);
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
            CommandRecord record,
            @Nullable PodId reader,
            int partition,
            long offset) {
        SweptCommand swept = new SweptCommand(
                command.withoutData(), problem, record, reader, partition, offset, commands.expiryOf(command, record));
        Instant now = pod.steady().instant();
        TrackedCommand tracked = new TrackedCommand(swept, progress, now, now);
        progress.track(tracked);
        if (pods.wasDead(reader)) {
            checks.addDue(tracked);
        } else {
            checks.add(tracked);
        }
    }

    /** A duplicate dead letter is better than none: in doubt the record counts as unread. */
    private boolean isRead(@Nullable PodId reader, int partition, long offset) throws InterruptedException {
        try {
            return pods.reader(reader, partition, offset) == CommandSnapshot.Liveness.ALIVE;
        } catch (RoutesUnavailableException e) {
            return false;
        }
    }

    /** Starts due checks and drops finished commands. Called periodically. */
    public void tick() {
        checks.startDue();
        for (TrackedCommand done = checks.pollDone(); done != null; done = checks.pollDone()) {
            done.progress().finish(done);
        }
    }
}
