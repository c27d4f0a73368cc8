package org.ocppgateway.gateway.connection;

import org.ocppgateway.gateway.limit.TokenBucket;

/**
 * Delays the frames of one peer to its rate limit, so that the peer's TCP window fills. The read loop calls it for messages, transport
 * threads call it for all other frames.
 */
final class Throttle {
    /** A fragment with content costs this fraction of a message. A fragment without content costs as much as a message. */
    private static final int FRAGMENTS_PER_MESSAGE = 32;

    /** Maximum content that the endpoint reads at once. A frame with more content was compressed. */
    static final int FRAGMENT_BYTES = 4096;

    private final FloodLimits limits;
    private final TokenBucket bucket;
    private boolean delaying;
    private long delayingSince;

    Throttle(FloodLimits limits, long now) {
        this.limits = limits;
        this.bucket = new TokenBucket(limits.messages(), now);
    }

    /** Delay in nanoseconds before the next message, control frame or empty fragment. */
    long delayMessage(long now) {
        return record(bucket.take(now), now);
    }

    /** Delay in nanoseconds after a fragment with content. A large fragment costs as much as several. */
    long delayFragment(int bytes, long now) {
        int fragments = Math.ceilDiv(bytes, FRAGMENT_BYTES);
        return record(bucket.takeParts(fragments, FRAGMENTS_PER_MESSAGE, now), now);
    }

    /**
     * Called after each delay, when the gateway reads the peer again. The time by which the gateway is late, for example by a pause of the
     * garbage collector, is neither a break of a flood nor a part of it.
     *
     * @param nanos time by which the delay was too long
     */
    synchronized void onLateRead(long nanos) {
        long late = Math.max(0, nanos);
        bucket.exclude(late);
        delayingSince += late;
    }

    private synchronized long record(long delay, long now) {
        if (delay > 0 && !delaying) {
            delayingSince = now;
        }
        delaying = delay > 0;
        return delay;
    }

    /** Whether every frame was delayed for longer than {@link FloodLimits#patience}. */
    synchronized boolean isFlooding(long now) {
        return delaying && now - delayingSince >= limits.patience().toNanos();
    }
}
