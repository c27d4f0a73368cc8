package org.ocppgateway.gateway.session;

import java.time.Duration;
import org.ocppgateway.protocol.SessionEpoch;

/**
 * The maximum age of sessions. Each session has its own limit within the last fifth of it, so that sessions that began together do not end
 * together. A charge point that is charging has the whole.
 */
public record AgeLimit(Duration maxAge) {
    private static final double JITTER = 0.2;
    private static final int STEPS = 1000;

    /** Multiplier that spreads successive numbers (Fibonacci hashing). */
    private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

    /**
     * Whether a session has reached its limit.
     *
     * @param epoch selects the limit of this session
     * @param age in nanoseconds
     */
    boolean isReached(SessionEpoch epoch, long age, boolean charging) {
        int step = Math.floorMod(Long.hashCode(epoch.value() * GOLDEN_RATIO), STEPS);
        double jitter = charging ? 0 : JITTER * step / STEPS;
        return age >= maxAge.toNanos() * (1 - jitter);
    }
}
