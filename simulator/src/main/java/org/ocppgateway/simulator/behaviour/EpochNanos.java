package org.ocppgateway.simulator.behaviour;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;

/** Between nanoseconds since the epoch and the other forms of a time. */
public final class EpochNanos {
    private EpochNanos() {}

    public static long of(Instant instant) {
        return TimeUnit.SECONDS.toNanos(instant.getEpochSecond()) + instant.getNano();
    }

    public static Instant toInstant(long nanos) {
        return Instant.EPOCH.plusNanos(nanos);
    }

    /** In UTC with at most milliseconds, as OCPP wants it. */
    public static String toTimestamp(long nanos) {
        return toInstant(nanos).truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
