package org.ocppgateway.routing.command;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Notices that this process stood still for so long that the others may have taken it for dead and its commands for theirs. One
 * worker ticks, any thread asks.
 */
final class Vigil {
    private final Duration limit;
    private final Clock clock;
    private Instant lastTick;
    private Instant awakeSince = Instant.MIN;

    /** @param limit shorter than the time after which others act */
    Vigil(Duration limit, Clock clock) {
        this.limit = limit;
        this.clock = clock;
        this.lastTick = clock.instant();
    }

    synchronized void tick() {
        Instant now = clock.instant();
        if (stoodStill(now)) {
            awakeSince = now;
        }
        lastTick = now;
    }

    /** Whether it has not stood still since then. */
    synchronized boolean keptSince(Instant time) {
        return !stoodStill(clock.instant()) && time.isAfter(awakeSince);
    }

    private boolean stoodStill(Instant now) {
        return Duration.between(lastTick, now).compareTo(limit) > 0;
    }
}
