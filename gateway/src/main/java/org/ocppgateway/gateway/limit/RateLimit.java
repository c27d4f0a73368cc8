package org.ocppgateway.gateway.limit;

import java.time.Duration;

/**
 * So many per second on average, and so many at once after a quiet time.
 *
 * @param perSecond 0 for no limit
 * @param burst at least 1
 */
public record RateLimit(int perSecond, int burst) {
    public static final RateLimit NONE = new RateLimit(0, 1);

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    public RateLimit {
        if (perSecond < 0 || burst < 1) {
            throw new IllegalArgumentException("a rate is 0 or more with a burst of 1 or more, not " + perSecond
                    + " per second with a burst of " + burst);
        }
    }

    public boolean isNone() {
        return perSecond == 0;
    }

    long nanosBetween() {
        return SECOND / perSecond;
    }
}
