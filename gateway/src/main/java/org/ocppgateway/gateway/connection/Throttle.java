package org.ocppgateway.gateway.connection;

import org.ocppgateway.gateway.limit.TokenBucket;

/**
 * Keeps one peer to its rate: its frames are taken later, which fills its TCP window in the end. Used by the read loop for messages and
 * by threads of the transport for all other frames.
 */
final class Throttle {
    /** As much content as the endpoint reads at once; a frame with more has been compressed. */
    static final int FRAGMENT_BYTES = 4096;

    /** A fragment costs one part of so many of what a message costs; one without content costs as much as a message. */
    private static final int FRAGMENTS_PER_MESSAGE = 32;

    private final FloodLimits limits;
    private final TokenBucket bucket;
    private boolean holdingBack;
    private long holdingBackSince;

    Throttle(FloodLimits limits, long now) {
        this.limits = limits;
        this.bucket = new TokenBucket(limits.messages(), now);
    }

    /** How many nanoseconds the next message, control frame or empty fragment has to wait. */
    long next(long now) {
        return held(bucket.take(now), now);
    }

    /** How many nanoseconds to wait after a fragment with so many bytes of content; a large one costs as much as several. */
    long nextFragment(int bytes, long now) {
        int fragments = Math.ceilDiv(bytes, FRAGMENT_BYTES);
        return held(bucket.takeParts(fragments, FRAGMENTS_PER_MESSAGE, now), now);
    }

    private synchronized long held(long wait, long now) {
        if (wait > 0 && !holdingBack) {
            holdingBackSince = now;
        }
        holdingBack = wait > 0;
        return wait;
    }

    /** Whether every frame has had to wait for longer than the patience. */
    synchronized boolean floods(long now) {
        return holdingBack && now - holdingBackSince >= limits.patience().toNanos();
    }
}
