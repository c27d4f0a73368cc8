package org.ocppgateway.gateway.drain;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.ocppgateway.gateway.limit.RateLimit;
import org.ocppgateway.gateway.limit.TokenBucket;
import org.ocppgateway.gateway.session.Departure;
import org.ocppgateway.gateway.session.LeaveReason;
import org.ocppgateway.gateway.session.LeavingOrder;

/** Sessions of this pod that leave by one plan. One thread calls {@link #step}; the state can be read by any thread. */
final class LeaveJob {
    /** Part of a second whose sessions may leave at once, after a pause of the thread. */
    private static final int BURSTS_PER_SECOND = 20;

    /** Shortest time for outstanding CALLs. */
    private static final Duration LEAST = Duration.ofMillis(1);

    /** Time until the sessions are looked at again after all of them were leaving. */
    private static final Duration REST = Duration.ofMillis(200);

    private final LeavePlan plan;
    private final LeavingOrder order;
    private final IntSupplier connections;
    private final LongSupplier nanoTime;
    private final Instant since;
    private final Consumer<LeaveJob> onComplete;
    private final long begun;
    private final TokenBucket pace;
    private final AtomicInteger cut = new AtomicInteger();
    private volatile int started;
    private volatile boolean waiting = true;
    private long restsUntil;
    private volatile boolean complete;

    /**
     * @param connections number of open connections of this pod
     * @param nanoTime monotonic clock in nanoseconds
     * @param since wall-clock time of the start
     * @param onComplete called when {@link #step} returns true
     */
    LeaveJob(
            LeavePlan plan,
            LeavingOrder order,
            IntSupplier connections,
            LongSupplier nanoTime,
            Instant since,
            Consumer<LeaveJob> onComplete) {
        this.plan = plan;
        this.order = order;
        this.connections = connections;
        this.nanoTime = nanoTime;
        this.since = since;
        this.onComplete = onComplete;
        this.begun = nanoTime.getAsLong();
        this.restsUntil = begun;
        this.pace = new TokenBucket(
                new RateLimit(plan.ratePerSecond(), Math.max(1, plan.ratePerSecond() / BURSTS_PER_SECOND)), begun);
    }

    /**
     * Lets those sessions leave that are due. Does not block.
     *
     * @return true once, when as many sessions as planned are leaving, or no connection is left. With a number of sessions also at the
     *     limit: later sessions are not those that were planned
     */
    boolean step() {
        Duration elapsed = elapsed();
        letLeave(elapsed);
        boolean first = !complete;
        complete = complete
                || started >= plan.sessions()
                || connections.getAsInt() == 0
                || plan.sessions() != LeavePlan.ALL && elapsed.compareTo(plan.limit()) >= 0;
        return first && complete;
    }

    private void letLeave(Duration elapsed) {
        waiting = waiting && connections.getAsInt() > 0 && elapsed.compareTo(plan.delay()) < 0;
        if (waiting || nanoTime.getAsLong() - restsUntil < 0) {
            return;
        }
        Duration remaining = plan.limit().minus(elapsed);
        boolean overdue = remaining.compareTo(LEAST) < 0;
        Duration limit = overdue ? LEAST : remaining;
        Departure departure = new Departure(
                plan.reason(), limit.compareTo(plan.callLimit()) < 0 ? limit : plan.callLimit(), cut::incrementAndGet);
        while (started < plan.sessions() && (overdue || pace.tryTake(nanoTime.getAsLong()))) {
            if (!order.leaveNext(departure)) {
                restsUntil = nanoTime.getAsLong() + REST.toNanos();
                return;
            }
            started++;
        }
    }

    private Duration elapsed() {
        return Duration.ofNanos(nanoTime.getAsLong() - begun);
    }

    Consumer<LeaveJob> onComplete() {
        return onComplete;
    }

    LeaveReason reason() {
        return plan.reason();
    }

    int ratePerSecond() {
        return plan.ratePerSecond();
    }

    Instant since() {
        return since;
    }

    /** When the last session leaves at the latest. */
    Instant deadline() {
        return since.plus(plan.limit());
    }

    /** Sessions that have still to leave: all connections of the pod, or the rest of those that were planned. */
    int remaining() {
        return plan.sessions() == LeavePlan.ALL ? connections.getAsInt() : plan.sessions() - started;
    }

    /** Sessions whose connection was closed with an outstanding CALL. */
    int cut() {
        return cut.get();
    }

    /** Whether {@link #step} has returned true. */
    boolean isComplete() {
        return complete;
    }

    /** Whether no session leaves yet, because the load balancer may not have noticed. */
    boolean isWaiting() {
        return waiting;
    }
}
