package org.ocppgateway.gateway.connection;

/** Keeps one peer to its rate: its messages are taken later, which fills its TCP window in the end. Used by the read loop. */
final class Throttle {
    private final FloodLimits limits;
    private final TokenBucket bucket;
    private boolean holdingBack;
    private long holdingBackSince;

    Throttle(FloodLimits limits, long now) {
        this.limits = limits;
        this.bucket = new TokenBucket(limits.messages(), now);
    }

    /** How many nanoseconds the next message has to wait. */
    long next(long now) {
        long wait = bucket.take(now);
        if (wait > 0 && !holdingBack) {
            holdingBackSince = now;
        }
        holdingBack = wait > 0;
        return wait;
    }

    /** Whether every message has had to wait for longer than anybody's patience. */
    boolean floods(long now) {
        return holdingBack && now - holdingBackSince >= limits.patience().toNanos();
    }
}
