package org.ocppgateway.gateway.session.publish;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.ocppgateway.gateway.limit.TokenBucket;
import org.ocppgateway.protocol.model.Importance;
import org.ocppgateway.routing.metrics.Meters;

/**
 * What this process takes on at once. At the bound messages wait, which in the end stops the reading of those who sent them;
 * transaction data and security events go before the rest. At most one message of each session waits. Any thread.
 */
final class Capacity {
    private final CapacitySettings settings;
    private final TokenBucket bucket;
    private final LongSupplier nanoTime;
    private final RetryingPublisher.Sleeper sleeper;
    private final Counter waits;
    private final Counter refusals;
    private final CounterDataPoint delays;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition roomForCritical = lock.newCondition();
    private final Condition roomForNormal = lock.newCondition();
    private int inWork;
    private int criticalWaiting;

    Capacity(
            CapacitySettings settings, LongSupplier nanoTime, RetryingPublisher.Sleeper sleeper, PrometheusRegistry registry) {
        this.settings = settings;
        this.nanoTime = nanoTime;
        this.sleeper = sleeper;
        this.bucket = new TokenBucket(settings.messages(), nanoTime.getAsLong());
        Meters meters = Meters.ofGateway(registry);
        meters.gauge("messages_in_work", "Messages whose events are on their way", this::inWork);
        waits = meters.counter(
                "capacity_waits", "Messages that had to wait because too many were in work", "importance");
        refusals = meters.counter(
                "capacity_refusals",
                "Messages that did not get their turn in time because too many were in work",
                "importance");
        delays = meters.total("capacity_delays", "Messages that had to wait because there were too many per second");
    }

    /**
     * Waits for a place, which has to be given back with {@link #leave}.
     *
     * @param patience how long to wait at most
     * @return false if there was none in time
     */
    boolean enter(EventPriority priority, Duration patience) throws InterruptedException {
        boolean critical = priority != EventPriority.NORMAL;
        long now = nanoTime.getAsLong();
        long deadline = now + patience.toNanos();
        long longestDelay = Math.max(0, patience.toNanos());
        long delay = bucket.take(now, longestDelay);
        if (delay > 0 && !critical) {
            delays.inc();
            if (delay > longestDelay) {
                refusals.labelValues(label(false)).inc();
                return false;
            }
            sleeper.sleep(Duration.ofNanos(delay));
        }
        lock.lockInterruptibly();
        try {
            if (!hasRoom(critical)) {
                waits.labelValues(label(critical)).inc();
                if (!awaitRoom(critical, deadline - nanoTime.getAsLong())) {
                    refusals.labelValues(label(critical)).inc();
                    return false;
                }
            }
            inWork++;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Gives a place back. */
    void leave() {
        lock.lock();
        try {
            inWork--;
            wakeNext();
        } finally {
            lock.unlock();
        }
    }

    private boolean awaitRoom(boolean critical, long patienceNanos) throws InterruptedException {
        long left = patienceNanos;
        criticalWaiting += critical ? 1 : 0;
        try {
            while (!hasRoom(critical)) {
                if (left <= 0) {
                    return false;
                }
                left = (critical ? roomForCritical : roomForNormal).awaitNanos(left);
            }
            return true;
        } finally {
            criticalWaiting -= critical ? 1 : 0;
            // Whoever gives up or goes ahead may have been woken in place of another who could go now.
            wakeNext();
        }
    }

    /** Under the lock. */
    private boolean hasRoom(boolean critical) {
        return critical
                ? inWork < settings.inWork()
                : criticalWaiting == 0 && inWork < settings.inWork() - settings.reserved();
    }

    /** Under the lock. */
    private void wakeNext() {
        if (criticalWaiting > 0) {
            roomForCritical.signal();
        } else {
            roomForNormal.signal();
        }
    }

    private int inWork() {
        lock.lock();
        try {
            return inWork;
        } finally {
            lock.unlock();
        }
    }

    private static String label(boolean critical) {
        return critical ? "critical" : "normal";
    }
}
