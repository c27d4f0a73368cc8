package org.ocppgateway.routing;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/**
 * A clock that advances with {@code nanoTime} and ignores changes of the system clock. For durations within this
 * process; other processes must not see its times. Thread-safe.
 */
public final class MonotonicClock extends Clock {
    private final Instant begun;
    private final LongSupplier nanoTime;
    private final long begunNanos;

    /** @param nanoTime monotonic time in nanoseconds, for example {@code System::nanoTime} */
    public MonotonicClock(Clock now, LongSupplier nanoTime) {
        this.begun = now.instant();
        this.nanoTime = nanoTime;
        this.begunNanos = nanoTime.getAsLong();
    }

    @Override
    public Instant instant() {
        return begun.plusNanos(nanoTime.getAsLong() - begunNanos);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("instants only");
    }
}
