package org.ocppgateway.routing;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/**
 * Time that goes on evenly from when this was made, whatever the system's clock is set to meanwhile: for how long something takes in
 * this process, not for what others read. Any thread.
 */
public final class MonotonicClock extends Clock {
    private final Instant begun;
    private final LongSupplier nanoTime;
    private final long begunNanos;

    /** @param nanoTime a clock that only goes forward, in nanoseconds */
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
