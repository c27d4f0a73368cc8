package org.ocppgateway.simulator.behaviour;

import java.time.Duration;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Wait before a connection attempt. The minimum doubles after every failure up to a limit, and every wait has a new
 * random part (OCPP 2.x; OCPP 1.6 only requires an "appropriate" wait).
 *
 * @param maxDoublings maximum number of doublings
 */
public record ReconnectBackoff(Duration minimum, Duration randomRange, int maxDoublings) {

    /**
     * Returns the wait in nanoseconds after a number of consecutive failures, at least the wait that the server
     * requested.
     */
    long delay(int failures, @Nullable Duration retryAfter, SplittableRandom random) {
        long doubled = minimum.toNanos() << Math.min(failures, maxDoublings);
        long requested = retryAfter == null ? 0 : retryAfter.toNanos();
        return Math.max(doubled, requested) + random.nextLong(randomRange.toNanos() + 1);
    }
}
