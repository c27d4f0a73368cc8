package org.ocppgateway.gateway.connection;

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
        return limit.isNone() || take(now, false) == 0;
    }

    /** Takes the next token, be it one that is yet to come; returns for how many nanoseconds to wait for it. */
    public long take(long now) {
        return limit.isNone() ? 0 : take(now, true);
    }

    private synchronized long take(long now, boolean inAdvance) {
        long between = limit.nanosBetween();
        long next = (fullAt - now > 0 ? fullAt : now) + between;
        long wait = Math.max(0, next - now - between * limit.burst());
        if (wait == 0 || inAdvance) {
            fullAt = next;
        }
        return wait;
    }
}
