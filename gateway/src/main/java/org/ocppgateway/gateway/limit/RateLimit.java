package org.ocppgateway.gateway.limit;

import java.time.Duration;

/**
 * An average rate and a burst size.
 *
 * @param perSecond average rate; 0 means unlimited
 * @param burst maximum number of events at once after an idle time, at least 1
 */
public record RateLimit(int perSecond, int burst) {
    public static final RateLimit NONE = new RateLimit(0, 1);

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    public RateLimit {
        if (perSecond < 0 || burst < 1) {
            throw new IllegalArgumentException("a rate limit needs a rate of 0 or more and a burst of 1 or more, not "
                    + perSecond + " per second with a burst of " + burst);
        }
    }

    public boolean isUnlimited() {
        return perSecond == 0;
    }

    /** Nanoseconds between two events at the average rate. */
    long nanosBetween() {
        return SECOND / perSecond;
    }
}
