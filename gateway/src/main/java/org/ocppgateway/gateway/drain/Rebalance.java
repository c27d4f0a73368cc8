package org.ocppgateway.gateway.drain;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.log.GatewayLogEvent;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.routing.log.EventLog;
import org.ocppgateway.routing.route.RoutesUnavailableException;

/**
 * Evens out the pods of the cluster in rounds. In each round the pods above the average let a part of their excess leave; then the loads are
 * read again, because the load balancer decides where charge points reconnect. A round begins when the charge points of the one before are
 * back. The rebalance ends within the spread, when charge points do not return or rounds have no effect, or after {@link #MAX_ROUNDS}. One rebalance runs at a time in the cluster. Thread-safe.
 */
public final class Rebalance {
    private static final EventLog LOG = EventLog.of(Rebalance.class);

    static final int MAX_ROUNDS = 200;

    /** Rounds without a new lowest excess after which the rebalance gives up: the load balancer does not spread connections. */
    static final int MAX_ROUNDS_WITHOUT_EFFECT = 6;

    /** Time in which the sessions of a round leave. */
    private static final Duration ROUND = Duration.ofSeconds(5);

    /** Maximum time for the charge points of a round to reconnect. */
    private static final Duration MAX_RETURN = Duration.ofMinutes(5);

    /** Part of the first number of connections that must be back before the next round, so that few are away at a time. */
    private static final double RETURNED = 0.98;

    private static final Duration POLL_INTERVAL = Duration.ofSeconds(1);

    /** Time after which the lock ends if this pod has died. */
    private static final Duration LOCK_TIME = Duration.ofSeconds(60);

    private final PodId pod;
    private final ClusterLoad cluster;
    private final RebalanceLock lock;
    private final RebalanceMetrics metrics;
    private final InstantSource clock;
    private final AtomicReference<@Nullable Thread> running = new AtomicReference<>();
    private volatile boolean cancelled;
    private volatile @Nullable RebalanceProgress progress;

    public Rebalance(
            PodId pod, ClusterLoad cluster, RebalanceLock lock, RebalanceMetrics metrics, InstantSource clock) {
        this.pod = pod;
        this.cluster = cluster;
        this.lock = lock;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Another rebalance is running. */
    public static final class BusyException extends Exception {
        private static final long serialVersionUID = 1L;

        BusyException() {
            super("a rebalance is running", null, false, false);
        }
    }

    /**
     * Starts a rebalance on a thread of its own. Blocks for a bounded time.
     *
     * @param spreadPercent 0 or more
     * @param ratePerSecond sessions that leave each pod above the average per second, 1 or more
     * @return its first round; without an excess nothing was started
     */
    public RebalancePlan start(int spreadPercent, int ratePerSecond)
            throws BusyException, RoutesUnavailableException, InterruptedException {
        String holder = pod + "/" + UUID.randomUUID();
        if (!lock.hold(holder, LOCK_TIME)) {
            throw new BusyException();
        }
        boolean started = false;
        try {
            List<PodLoad> loads = cluster.loads().pods();
            RebalancePlan plan = RebalancePlan.of(loads, spreadPercent);
            started = !plan.excesses().isEmpty();
            if (started) {
                start(new Run(holder, plan, total(loads), spreadPercent, ratePerSecond));
            } else {
                end(RebalanceMetrics.Outcome.EVEN, 0);
            }
            return plan;
        } finally {
            if (!started) {
                release(holder);
            }
        }
    }

    private void start(Run run) {
        Thread thread = Thread.ofVirtual().name("rebalance").unstarted(() -> execute(run));
        cancelled = false;
        progress = new RebalanceProgress(
                RebalanceProgress.RUNNING, clock.instant(), run.first().excess());
        running.set(thread);
        LOG.log(
                GatewayLogEvent.POD_REBALANCE_STARTED,
                pod,
                run.first().excess(),
                run.first().excesses().size(),
                run.ratePerSecond());
        thread.start();
    }

    /** Ends the rebalance that this pod conducts. Sessions that are leaving continue to do so. */
    public void stop() throws InterruptedException {
        Thread thread = running.get();
        if (thread != null) {
            thread.interrupt();
            thread.join();
        }
    }

    /** Ends the rebalance that this pod conducts, for an operator; returns false without one. Blocks for a bounded time. */
    boolean cancel() throws InterruptedException {
        Thread thread = running.get();
        if (thread == null || !thread.isAlive()) {
            return false;
        }
        cancelled = true;
        stop();
        return true;
    }

    /** The last rebalance that this pod conducts or has conducted. */
    Optional<RebalanceProgress> progress() {
        return Optional.ofNullable(progress);
    }

    private void end(RebalanceMetrics.Outcome outcome, int excess) {
        progress = new RebalanceProgress(outcome.label(), clock.instant(), excess);
        metrics.count(outcome);
    }

    /** Whether an operator has cancelled the last rebalance of this pod. */
    boolean isCancelled() {
        return cancelled;
    }

    /** @param connections number of connections of all pods at the start */
    private record Run(String holder, RebalancePlan first, long connections, int spreadPercent, int ratePerSecond) {}

    private void execute(Run run) {
        RebalanceMetrics.Outcome outcome = RebalanceMetrics.Outcome.ABORTED;
        try {
            outcome = rounds(run);
        } catch (RoutesUnavailableException | RuntimeException e) {
            LOG.log(GatewayLogEvent.POD_REBALANCE_FAILED, pod, e);
        } catch (InterruptedException e) {
            // The process stops, or an operator has cancelled.
            outcome = cancelled ? RebalanceMetrics.Outcome.CANCELLED : RebalanceMetrics.Outcome.ABORTED;
            Thread.currentThread().interrupt();
        } finally {
            release(run.holder());
            end(outcome, progress().map(RebalanceProgress::excess).orElse(0));
            LOG.log(GatewayLogEvent.POD_REBALANCE_ENDED, pod, outcome.label());
        }
    }

    private RebalanceMetrics.Outcome rounds(Run run) throws RoutesUnavailableException, InterruptedException {
        RebalancePlan plan = run.first();
        int lowest = plan.excess();
        int withoutEffect = 0;
        for (int round = 0; round < MAX_ROUNDS && withoutEffect < MAX_ROUNDS_WITHOUT_EFFECT; round++) {
            letLeave(plan, run.ratePerSecond());
            Optional<List<PodLoad>> loads = awaitReturn(run);
            if (loads.isEmpty()) {
                return RebalanceMetrics.Outcome.ABORTED;
            }
            plan = RebalancePlan.of(loads.get(), run.spreadPercent());
            int excess = plan.excess();
            progress = progress().map(last -> last.withExcess(excess)).orElse(null);
            if (plan.excesses().isEmpty()) {
                return RebalanceMetrics.Outcome.EVEN;
            }
            withoutEffect = plan.excess() < lowest ? 0 : withoutEffect + 1;
            lowest = Math.min(lowest, plan.excess());
        }
        return RebalanceMetrics.Outcome.UNEVEN;
    }

    private void letLeave(RebalancePlan plan, int ratePerSecond) throws InterruptedException {
        long most = ratePerSecond * ROUND.toSeconds();
        for (RebalancePlan.Excess excess : plan.excesses()) {
            boolean unused = cluster.leave(excess.pod(), (int) Math.min(excess.excess(), most), ratePerSecond);
        }
    }

    /** Waits until the sessions of a round have left and are back; empty if they do not return or the lock is lost. */
    private Optional<List<PodLoad>> awaitReturn(Run run) throws RoutesUnavailableException, InterruptedException {
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < MAX_RETURN.toNanos()) {
            TimeUnit.NANOSECONDS.sleep(POLL_INTERVAL.toNanos());
            if (!lock.hold(run.holder(), LOCK_TIME)) {
                return Optional.empty();
            }
            List<PodLoad> loads = cluster.loads().pods();
            if (loads.stream().noneMatch(PodLoad::leaving) && total(loads) >= run.connections() * RETURNED) {
                return Optional.of(loads);
            }
        }
        return Optional.empty();
    }

    private static long total(List<PodLoad> loads) {
        return loads.stream().mapToLong(PodLoad::connections).sum();
    }

    private void release(String holder) {
        boolean interrupted = Thread.interrupted();
        try {
            boolean unused = lock.hold(holder, Duration.ofMillis(1));
        } catch (RoutesUnavailableException e) {
            // It ends by itself.
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
