package org.ocppgateway.gateway.session.publish;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.ocppgateway.gateway.limit.TokenBucket;
import org.ocppgateway.gateway.metrics.GatewayMetric;
import org.ocppgateway.protocol.model.EventPriority;
import org.ocppgateway.routing.metrics.Meters;

/**
 * Limits the messages that this process publishes concurrently, and their rate. At the limit messages wait, which eventually stops reading
 * from their senders. Transaction data and security events take precedence. At most one message per session waits. Thread-safe.
 */
public final class Capacity {
    private final CapacitySettings settings;
    private final TokenBucket bucket;
    private final LongSupplier nanoTime;
    private final RetryingPublisher.Sleeper sleeper;
    private final Counter waits;
    private final Counter refusals;
    private final CounterDataPoint delays;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition criticalAvailable = lock.newCondition();
    private final Condition normalAvailable = lock.newCondition();
    private int inProgress;
    private int criticalWaiting;

    /** @param nanoTime monotonic clock in nanoseconds */
    public Capacity(
            CapacitySettings settings,
            LongSupplier nanoTime,
            RetryingPublisher.Sleeper sleeper,
            PrometheusRegistry registry) {
        this.settings = settings;
        this.nanoTime = nanoTime;
        this.sleeper = sleeper;
        this.bucket = new TokenBucket(settings.messages(), nanoTime.getAsLong());
        Meters meters = new Meters(registry);
        meters.gauge(GatewayMetric.CAPACITY_MESSAGES_IN_PROGRESS, this::inProgress);
        meters.gauge(GatewayMetric.CAPACITY_MESSAGES_LIMIT, settings::maxInProgress);
        waits = meters.labelledCounter(GatewayMetric.CAPACITY_WAITS);
        refusals = meters.labelledCounter(GatewayMetric.CAPACITY_REFUSALS);
        delays = meters.counter(GatewayMetric.CAPACITY_DELAYS);
    }

    /**
     * Acquires a permit. The caller returns it with {@link #release}.
     *
     * @param timeout maximum time to wait
     * @return false if no permit was available in time
     */
    boolean acquire(EventPriority priority, Duration timeout) throws InterruptedException {
        boolean critical = priority != EventPriority.NORMAL;
        long now = nanoTime.getAsLong();
        long deadline = now + timeout.toNanos();
        long maxDelay = Math.max(0, timeout.toNanos());
        long delay = bucket.take(now, maxDelay);
        if (delay > 0 && !critical) {
            delays.inc();
            if (delay > maxDelay) {
                refusals.labelValues(label(false)).inc();
                return false;
            }
            sleeper.sleep(Duration.ofNanos(delay));
        }
        lock.lockInterruptibly();
        try {
            if (!isAvailable(critical)) {
                waits.labelValues(label(critical)).inc();
                if (!awaitPermit(critical, deadline - nanoTime.getAsLong())) {
                    refusals.labelValues(label(critical)).inc();
                    return false;
                }
            }
            inProgress++;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Returns a permit. */
    void release() {
        lock.lock();
        try {
            inProgress--;
            signalNext();
        } finally {
            lock.unlock();
        }
    }

    private boolean awaitPermit(boolean critical, long timeoutNanos) throws InterruptedException {
        long left = timeoutNanos;
        criticalWaiting += critical ? 1 : 0;
        try {
            while (!isAvailable(critical)) {
                if (left <= 0) {
                    return false;
                }
                left = (critical ? criticalAvailable : normalAvailable).awaitNanos(left);
            }
            return true;
        } finally {
            criticalWaiting -= critical ? 1 : 0;
            // This thread may have consumed a signal that another waiting thread needs.
            signalNext();
        }
    }

    /** The caller holds the lock. */
    private boolean isAvailable(boolean critical) {
        return critical
                ? inProgress < settings.maxInProgress()
                : criticalWaiting == 0 && inProgress < settings.maxInProgress() - settings.reserved();
    }

    /** The caller holds the lock. */
    private void signalNext() {
        if (criticalWaiting > 0) {
            criticalAvailable.signal();
        } else {
            normalAvailable.signal();
        }
    }

    private int inProgress() {
        lock.lock();
        try {
            return inProgress;
        } finally {
            lock.unlock();
        }
    }

    private static String label(boolean critical) {
        return critical ? "critical" : "normal";
    }
}
