package org.ocppgateway.simulator.behaviour;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One transaction and its meter, which turns at a constant power. */
public final class Transaction {
    private static final double NANOS_PER_HOUR = Duration.ofHours(1).toNanos();

    private final IdToken idToken;
    private final long startedAt;
    private final long meterStart;
    private final int watts;
    private @Nullable String id;

    Transaction(IdToken idToken, long startedAt, long meterStart, int watts) {
        this.idToken = idToken;
        this.startedAt = startedAt;
        this.meterStart = meterStart;
        this.watts = watts;
    }

    public IdToken idToken() {
        return idToken;
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

    public int watts() {
        return watts;
    }

    /** What the server calls it; null as long as it has not said so. */
    public @Nullable String id() {
        return id;
    }

    public void named(String given) {
        id = given;
    }
}
