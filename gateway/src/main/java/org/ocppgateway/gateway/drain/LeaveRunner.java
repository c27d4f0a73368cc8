package org.ocppgateway.gateway.drain;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.connection.Connections;
import org.ocppgateway.gateway.session.LeaveReason;
import org.ocppgateway.gateway.session.Sessions;
import org.ocppgateway.routing.Loop;
import org.ocppgateway.routing.PodContext;

/** Lets sessions of this pod leave, by one plan at a time, on a virtual thread. Thread-safe. */
public final class LeaveRunner {
    private static final Duration TICK = Duration.ofMillis(20);

    private final PodContext pod;
    private final Connections connections;
    private final Sessions sessions;
    private final Semaphore wake = new Semaphore(0);
    private @Nullable Loop loop;

    /** Written under the monitor. */
    private volatile @Nullable LeaveJob current;

    public LeaveRunner(PodContext pod, Connections connections, Sessions sessions) {
        this.pod = pod;
        this.connections = connections;
        this.sessions = sessions;
    }

    /** Starts the thread. */
    public void start() {
        loop = Loop.start("leaving", this::step, this::pause);
    }

    /** Stops the thread. */
    public void stop() throws InterruptedException {
        if (loop != null) {
            loop.stop();
        }
    }

    /** Whether the thread runs. */
    public boolean running() {
        return loop != null && loop.running();
    }

    /**
     * Begins a job. A shutdown replaces any job, a drain replaces any but a shutdown, and a rebalance replaces none. Sessions of a replaced
     * job that are leaving continue to do so.
     *
     * @param onComplete called at most once, on the thread of this object, when the job has nothing more to do; must not block
     * @return empty if the current job continues instead
     */
    synchronized Optional<LeaveJob> begin(LeavePlan plan, Consumer<LeaveJob> onComplete) {
        LeaveJob existing = current;
        if (existing != null && !replaces(plan.reason(), existing.reason())) {
            return Optional.empty();
        }
        LeaveJob job = new LeaveJob(
                plan,
                sessions.leavingOrder(),
                connections::count,
                System::nanoTime,
                pod.clock().instant(),
                onComplete);
        current = job;
        wake.release();
        return Optional.of(job);
    }

    private static boolean replaces(LeaveReason next, LeaveReason existing) {
        return switch (next) {
            case STOP -> true;
            case DRAIN -> existing != LeaveReason.STOP;
            case REBALANCE, MAX_AGE, DISCONNECT -> false;
        };
    }

    /** Ends the current job if it has this reason; returns whether it had. Sessions that are leaving continue to do so. */
    synchronized boolean end(LeaveReason reason) {
        boolean ends = current(reason).isPresent();
        if (ends) {
            current = null;
        }
        return ends;
    }

    /** The current job, if it has this reason. */
    Optional<LeaveJob> current(LeaveReason reason) {
        return Optional.ofNullable(current).filter(job -> job.reason() == reason);
    }

    private void step() {
        LeaveJob job = current;
        if (job == null || !job.step()) {
            return;
        }
        // A drain continues, for sessions whose upgrade was in progress when it began.
        if (job.reason() != LeaveReason.REBALANCE || end(LeaveReason.REBALANCE)) {
            job.onComplete().accept(job);
        }
    }

    /** Waits for the next turn, or for a job. */
    private void pause() throws InterruptedException {
        if (current == null) {
            wake.acquire();
        } else {
            TimeUnit.NANOSECONDS.sleep(TICK.toNanos());
        }
        int unused = wake.drainPermits();
    }
}
