package org.ocppgateway.gateway.limit;

/**
 * Holds as many tokens as a {@link RateLimit} allows at once, and gets new ones at its rate. Kept as the one moment at which it would
 * be full again (the generic cell rate algorithm), so it costs a number and no timer. Any thread.
 */
public final class TokenBucket {
    private final RateLimit limit;
    private long fullAt;

    /** @param now of a clock that only goes forward, in nanoseconds, here and in every call */
    public TokenBucket(RateLimit limit, long now) {
        this.limit = limit;
        this.fullAt = now;
    }

    /** Takes a token if there is one. */
    public boolean tryTake(long now) {
        return take(now, 0) == 0;
    }

    /** Takes the next token, be it one that is yet to come; returns for how many nanoseconds to wait for it. */
    public long take(long now) {
        return take(now, Long.MAX_VALUE);
    }

    /**
     * Takes the next token, unless the wait for it would be too long: then nothing is taken.
     *
     * @param longestWait in nanoseconds, 0 or more
     * @return for how many nanoseconds to wait; it was too long if it is more than {@code longestWait}
     */
    public long take(long now, long longestWait) {
        return limit.isNone() ? 0 : take(limit.nanosBetween(), now, longestWait);
    }

    /** Takes one part of so many of the next token; returns for how many nanoseconds to wait for it. */
    public long takePart(long now, int parts) {
        return limit.isNone() ? 0 : takeLimited(now, Long.MAX_VALUE, parts);
    }

    private synchronized long take(long cost, long now, long longestWait) {
        long between = limit.nanosBetween();
        long next = (fullAt - now > 0 ? fullAt : now) + cost;
        long wait = Math.max(0, next - now - between * limit.burst());
        if (wait <= longestWait) {
            fullAt = next;
        }
        return wait;
    }
}
