package org.ocppgateway.ops.bench.sessions;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Idle charge points: each sends a Heartbeat after it has connected and one per interval, and answers pings.
 * Controlled by one thread.
 */
final class IdleFleet {
    private static final int UNDER_WAY = 500;
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final long heartbeatNanos;
    private final List<IdleChargePoint> chargePoints = new ArrayList<>();
    private final AtomicLong messageIds = new AtomicLong();
    private final LongAdder sent = new LongAdder();
    private final LongAdder answered = new LongAdder();
    private final LongAdder pongs = new LongAdder();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicReference<@Nullable String> problem = new AtomicReference<>();
    private int nextToCall;

    IdleFleet(Duration heartbeatInterval) {
        this.heartbeatNanos = heartbeatInterval.toNanos();
    }

    int size() {
        return chargePoints.size();
    }

    /** Connects charge points until there are this many, each with a first Heartbeat. Blocks until all are answered. */
    void growTo(int count) throws InterruptedException {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (chargePoints.size() < count || unanswered() > 0 || open.get() < count) {
            while (chargePoints.size() < count && chargePoints.size() - open.get() + unanswered() < UNDER_WAY) {
                IdleChargePoint chargePoint = new IdleChargePoint(this);
                chargePoints.add(chargePoint);
                chargePoint.connect(chargePoints.size());
                deadline = System.nanoTime() + TIMEOUT.toNanos();
            }
            check(deadline);
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    /** Sends Heartbeats at the rate of the fleet for this duration. Blocks that long. */
    void idle(Duration time) throws InterruptedException {
        long begun = System.nanoTime();
        long calls = 0;
        long elapsed = 0;
        while (elapsed < time.toNanos()) {
            TimeUnit.MILLISECONDS.sleep(10);
            elapsed = System.nanoTime() - begun;
            for (long due = elapsed / (heartbeatNanos / chargePoints.size()); calls < due; calls++) {
                call(chargePoints.get(nextToCall));
                nextToCall = (nextToCall + 1) % chargePoints.size();
            }
        }
        awaitAnswers();
    }

    /** Sends this number of Heartbeats from every charge point, one after the other. Blocks until all are answered. */
    void call(int times) throws InterruptedException {
        for (int i = 0; i < times; i++) {
            chargePoints.forEach(this::call);
            awaitAnswers();
        }
    }

    private void awaitAnswers() throws InterruptedException {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (unanswered() > 0) {
            check(deadline);
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    private void check(long deadline) {
        String why = problem.get();
        if (why != null || System.nanoTime() > deadline) {
            throw new IllegalStateException("%d of %d charge points are connected, %d CALLs not answered: %s"
                    .formatted(open.get(), chargePoints.size(), unanswered(), why));
        }
    }

    /** Drops all connections. Does not block. */
    void leave() {
        chargePoints.forEach(IdleChargePoint::hangUp);
        chargePoints.clear();
        nextToCall = 0;
    }

    /** Number of answered pings since the start. */
    long pongs() {
        return pongs.sum();
    }

    /** Number of answered CALLs since the start. */
    long answered() {
        return answered.sum();
    }

    private long unanswered() {
        return sent.sum() - answered.sum();
    }

    private void call(IdleChargePoint chargePoint) {
        sent.increment();
        chargePoint.heartbeat(messageIds.incrementAndGet());
    }

    /** This method and the following ones may be called from any thread. */
    void opened(IdleChargePoint chargePoint) {
        open.incrementAndGet();
        call(chargePoint);
    }

    void answered(byte[] frame) {
        if (frame[1] == '3') {
            answered.increment();
        } else {
            lost("answered by a CALLERROR");
        }
    }

    void ponged() {
        pongs.increment();
    }

    void ended() {
        open.decrementAndGet();
    }

    void lost(String why) {
        problem.compareAndSet(null, why);
    }
}
