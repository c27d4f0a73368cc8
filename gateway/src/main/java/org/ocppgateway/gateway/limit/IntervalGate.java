package org.ocppgateway.gateway.limit;

import java.time.Duration;

/** Permits an action at most once per interval. Not thread-safe: the owner provides the lock. */
public final class IntervalGate {
    private final Duration interval;
    private boolean closed;
    private long opensAt;

    public IntervalGate(Duration interval) {
        this.interval = interval;
    }

    /**
     * Whether the action is permitted.
     *
     * @param now time of a monotonic clock in nanoseconds, like in every other method
     */
    public boolean isOpen(long now) {
        return !closed || now - opensAt >= 0;
    }

    /** Records the action: the next one is permitted after the interval. */
    public void close(long now) {
        closeFor(interval, now);
    }

    /** Records the action: the next one is permitted after a given time. */
    public void closeFor(Duration time, long now) {
        closed = true;
        opensAt = now + time.toNanos();
    }
}
