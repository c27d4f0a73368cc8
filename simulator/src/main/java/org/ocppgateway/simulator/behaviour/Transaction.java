package org.ocppgateway.simulator.behaviour;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A transaction and its meter. The power is constant. */
public final class Transaction {
    private static final double NANOS_PER_HOUR = Duration.ofHours(1).toNanos();

    private final Driver driver;
    private final long startedAt;
    private final long meterStart;
    private final int watts;
    private @Nullable String id;
    private int sequenceNumber;

    /** @param id null if the server assigns the id */
    Transaction(@Nullable String id, Driver driver, long startedAt, long meterStart, int watts) {
        this.id = id;
        this.driver = driver;
        this.startedAt = startedAt;
        this.meterStart = meterStart;
        this.watts = watts;
    }

    public Driver driver() {
        return driver;
    }

    public IdToken idToken() {
        return driver.idToken();
    }

    public long startedAt() {
        return startedAt;
    }

    /** Meter value at the start, in watt-hours. */
    public long meterStart() {
        return meterStart;
    }

    /** Meter value at the given time, in watt-hours. */
    public long meterAt(long now) {
        return meterStart + (long) (watts * ((now - startedAt) / NANOS_PER_HOUR));
    }

    public MeterReading readingAt(long now) {
        return new MeterReading(meterAt(now), watts);
    }

    /** Transaction id, null until the server assigns it. */
    public @Nullable String id() {
        return id;
    }

    public void assignId(String assigned) {
        id = assigned;
    }

    /** Returns the sequence number of the next message, starting with 0. */
    public int nextSequenceNumber() {
        return sequenceNumber++;
    }
}
