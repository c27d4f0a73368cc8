package org.ocppgateway.gateway.limit;

/**
 * A token bucket for each key, all with one {@link Allowance}. A bucket is kept as the moment at which it will be full again (the generic
 * cell rate algorithm). A full bucket needs no memory; at the limit the least recently used one is forgotten, which is the same as to
 * fill it. Thread-safe.
 *
 * @param <K> the key
 */
public final class KeyedRateLimiter<K> {
    private final Allowance allowance;
    private final BoundedMap<K, Long> fullAt;

    /**
     * Limiter whose buckets are all full.
     *
     * @param maxKeys the most buckets that are remembered
     * @param onEviction called when a bucket is forgotten that was not full
     */
    public KeyedRateLimiter(Allowance allowance, int maxKeys, Runnable onEviction) {
        this.allowance = allowance;
        this.fullAt = new BoundedMap<>(maxKeys, onEviction);
    }

    /**
     * Takes a token if there is one.
     *
     * @param now time of a monotonic clock, in ns; the same clock in every call
     * @return 0 if it was taken, else the time until there is one, in ns
     */
    public long take(K key, long now) {
        if (allowance.isUnlimited()) {
            return 0;
        }
        long between = allowance.nanosBetween();
        long[] wait = new long[1];
        fullAt.compute(key, (same, full) -> {
            long next = (full == null || full - now < 0 ? now : full) + between;
            wait[0] = Math.max(0, next - now - between * allowance.attempts());
            return wait[0] == 0 ? Long.valueOf(next) : full;
        });
        return wait[0];
    }

    /** Gives a token back that was taken, because what it was taken for does not count. */
    public void giveBack(K key, long now) {
        if (!allowance.isUnlimited()) {
            long between = allowance.nanosBetween();
            fullAt.compute(key, (same, full) -> full == null || full - between - now <= 0 ? null : full - between);
        }
    }

    /** Keys whose bucket is remembered. */
    public int size() {
        return fullAt.size();
    }
}
