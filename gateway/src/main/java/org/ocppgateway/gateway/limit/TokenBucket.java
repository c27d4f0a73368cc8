package org.ocppgateway.gateway.limit;

/**
 * Token bucket with the rate and burst of a {@link RateLimit}. It stores only the time at which the bucket would be full again (generic
 * cell rate algorithm), so it needs no timer. Thread-safe.
 */
public final class TokenBucket {
    private final RateLimit limit;
    private long fullAt;

    /** @param now time of a monotonic clock in nanoseconds, like in every other method */
    public TokenBucket(RateLimit limit, long now) {
        this.limit = limit;
        this.fullAt = now;
    }

    /** Takes a token if one is available. */
    public boolean tryTake(long now) {
        return take(now, 0) == 0;
    }

    /** Takes the next token, even if it becomes available later; returns the delay in nanoseconds until it is. */
    public long take(long now) {
        return take(now, Long.MAX_VALUE);
    }

    /**
     * Takes the next token, unless the delay until it is available exceeds a limit.
     *
     * @param maxDelay in nanoseconds, 0 or more
     * @return the delay in nanoseconds; if it is greater than {@code maxDelay}, no token was taken
     */
    public long take(long now, long maxDelay) {
        return limit.isUnlimited() ? 0 : take(limit.nanosBetween(), now, maxDelay);
    }

    /** Takes the fraction {@code count / perToken} of a token; returns the delay in nanoseconds until it is available. */
    public long takeParts(int count, int perToken, long now) {
        return limit.isUnlimited() ? 0 : take(limit.nanosBetween() * count / perToken, now, Long.MAX_VALUE);
    }

    /** Excludes a time from refilling, for example one in which nothing could be taken. The bucket must not have been full then. */
    public synchronized void exclude(long nanos) {
        fullAt += nanos;
    }

    private synchronized long take(long cost, long now, long maxDelay) {
        long between = limit.nanosBetween();
        long next = (fullAt - now > 0 ? fullAt : now) + cost;
        long delay = Math.max(0, next - now - between * limit.burst());
        if (delay <= maxDelay) {
            fullAt = next;
        }
        return delay;
    }
}
