package org.ocppgateway.gateway.limit;

import java.time.Duration;

/**
 * Number of attempts that are allowed in a burst, and again in each period.
 *
 * @param attempts 0 for no limit
 * @param period in which all of them are restored, at least 1 ns for each; any value if there is no limit
 */
public record Allowance(int attempts, Duration period) {
    /** No limit. */
    public static final Allowance UNLIMITED = new Allowance(0, Duration.ZERO);

    /** Refuses negative numbers and periods that are too short to divide. */
    public Allowance {
        if (attempts < 0 || (attempts > 0 && period.toNanos() < attempts)) {
            throw new IllegalArgumentException("no allowance: " + attempts + " in " + period);
        }
    }

    boolean isUnlimited() {
        return attempts == 0;
    }

    /** The time after which one more attempt is allowed, in ns. */
    long nanosBetween() {
        return period.toNanos() / attempts;
    }
}
