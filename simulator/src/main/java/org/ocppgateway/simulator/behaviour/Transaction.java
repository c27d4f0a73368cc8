package org.ocppgateway.simulator.behaviour;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One transaction and its meter, which turns at a constant power. */
public final class Transaction {
    private static final double NANOS_PER_HOUR = Duration.ofHours(1).toNanos();

    private final Driver driver;
    private final long startedAt;
    private final long meterStart;
    private final int watts;
    private @Nullable String id;
    private int sequenceNumber;

    /** @param id null as long as the server has not given it one */
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

    /** Watt-hours. */
    public long meterStart() {
        return meterStart;
    }

    /** Watt-hours at that time. */
    public long meterAt(long now) {
        return meterStart + (long) (watts * ((now - startedAt) / NANOS_PER_HOUR));
    }

    public MeterReading readingAt(long now) {
        return new MeterReading(meterAt(now), watts);
    }

    /** Null as long as the server has not given it one. */
    public @Nullable String id() {
        return id;
    }

    public void assignId(String assigned) {
        id = assigned;
    }

    /** The number of its next message, from 0. */
    public int nextSequenceNumber() {
        return sequenceNumber++;
    }
}
