package org.ocppgateway.gateway.session;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.ocppgateway.gateway.session.publish.RetryingPublisher;

/**
 * Clocks of the sessions.
 *
 * @param clock wall-clock time
 * @param nanoTime monotonic clock in nanoseconds
 * @param sleeper blocks for a time
 */
public record SessionTime(InstantSource clock, LongSupplier nanoTime, RetryingPublisher.Sleeper sleeper) {
    /** Wall-clock time. */
    Instant now() {
        return clock.instant();
    }

    /** Monotonic time in nanoseconds. */
    long nanos() {
        return nanoTime.getAsLong();
    }
}
