package org.ocppgateway.routing.redis;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Leaves a dependency alone for a while after it failed, then lets one try through. Used by one thread. */
final class CircuitBreaker {
    private final long retryAfterNanos;
    private final LongSupplier nanoTime;
    private boolean open;
    private long openedAt;

    CircuitBreaker(Duration retryAfter, LongSupplier nanoTime) {
        this.retryAfterNanos = retryAfter.toNanos();
        this.nanoTime = nanoTime;
    }

    boolean allows() {
        return !open || nanoTime.getAsLong() - openedAt >= retryAfterNanos;
    }

    /** Whether the last try went well, or there was none. */
    boolean closed() {
        return !open;
    }

    void succeeded() {
        open = false;
    }

    void failed() {
        open = true;
        openedAt = nanoTime.getAsLong();
    }
}
