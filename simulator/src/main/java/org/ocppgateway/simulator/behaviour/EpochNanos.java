package org.ocppgateway.simulator.behaviour;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;

/** Converts between nanoseconds since the Unix epoch and other time formats. */
public final class EpochNanos {
    private EpochNanos() {}

    public static long of(Instant instant) {
        return TimeUnit.SECONDS.toNanos(instant.getEpochSecond()) + instant.getNano();
    }

    public static Instant toInstant(long nanos) {
        return Instant.EPOCH.plusNanos(nanos);
    }

    /** Formats a time as OCPP requires: UTC, at most milliseconds. */
    public static String toTimestamp(long nanos) {
        return toInstant(nanos).truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
