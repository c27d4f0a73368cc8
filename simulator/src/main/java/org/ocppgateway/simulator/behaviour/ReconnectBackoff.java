package org.ocppgateway.simulator.behaviour;

import java.time.Duration;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * How long to wait before the next attempt to connect: the minimum, doubled after every failure up to a number of times,
 * and a new random part each time (the rule of OCPP 2.x; 1.6 only wants an "appropriate" one).
 *
 * @param maxDoublings how often the minimum is doubled at most
 */
public record ReconnectBackoff(Duration minimum, Duration randomRange, int maxDoublings) {

    /** Nanoseconds to wait after so many failures in a row, at least as long as the server asked for. */
    long delay(int failures, @Nullable Duration retryAfter, SplittableRandom random) {
        long doubled = minimum.toNanos() << Math.min(failures, maxDoublings);
        long requested = retryAfter == null ? 0 : retryAfter.toNanos();
        return Math.max(doubled, requested) + random.nextLong(randomRange.toNanos() + 1);
    }
}
