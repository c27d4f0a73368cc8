package org.ocppgateway.gateway.session;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Spreads what many sessions would do at the same moment: each asks how long it has to wait for its turn. */
final class Pace {
    private final long nanosBetween;
    private final LongSupplier nanoTime;
    private final AtomicLong nextTurn;

    Pace(int perSecond, LongSupplier nanoTime) {
        this.nanosBetween = Duration.ofSeconds(1).toNanos() / perSecond;
        this.nanoTime = nanoTime;
        this.nextTurn = new AtomicLong(nanoTime.getAsLong());
    }

    Duration untilTurn() {
        long now = nanoTime.getAsLong();
        long turn = nextTurn.getAndUpdate(next -> Math.max(next, now) + nanosBetween);
        return Duration.ofNanos(Math.max(0, turn - now));
    }
}
