package org.ocppgateway.gateway.credential;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Leaves a service alone for a while after several failures in a row, then lets one try through; its success ends the pause, its failure
 * begins another. Thread-safe.
 */
final class CircuitBreaker {
    private final int threshold;
    private final long pauseNanos;
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicLong nextTry = new AtomicLong();

    /**
     * Lets everything through at first.
     *
     * @param threshold failures in a row that begin a pause
     */
    CircuitBreaker(int threshold, Duration pause) {
        this.threshold = threshold;
        this.pauseNanos = pause.toNanos();
    }

    /** @param now time of a monotonic clock, in ns; the same clock in every call */
    boolean allows(long now) {
        if (!isOpen()) {
            return true;
        }
        long due = nextTry.get();
        return now - due >= 0 && nextTry.compareAndSet(due, now + pauseNanos);
    }

    boolean isOpen() {
        return failures.get() >= threshold;
    }

    void succeeded() {
        failures.set(0);
    }

    void failed(long now) {
        nextTry.set(now + pauseNanos);
        failures.accumulateAndGet(threshold, (count, most) -> Math.min(count + 1, most));
    }
}
