package org.ocppgateway.routing.command;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Notices that this process stood still for so long that the others may have taken it for dead and its commands for theirs. One
 * worker ticks, any thread asks. A clock that is set to another time is no standstill, and hides none.
 */
final class Vigil {
    private final Duration limit;
    private final Clock clock;
    private final Clock steady;
    private Instant lastTick;
    private Instant awakeSince = Instant.MIN;

    /**
     * @param limit shorter than the time after which others act
     * @param clock which the times that are asked about are compared with
     * @param steady which is never set
     */
    Vigil(Duration limit, Clock clock, Clock steady) {
        this.limit = limit;
        this.clock = clock;
        this.steady = steady;
        this.lastTick = steady.instant();
    }

    synchronized void tick() {
        Instant now = steady.instant();
        if (stoodStill(now)) {
            awakeSince = now;
        }
        lastTick = now;
    }

    /** Whether it has not stood still since then. */
    synchronized boolean keptSince(Instant time) {
        Instant now = steady.instant();
        Duration ago = Duration.between(time, clock.instant());
        return !stoodStill(now) && now.minus(ago).isAfter(awakeSince);
    }

    private boolean stoodStill(Instant now) {
        return Duration.between(lastTick, now).compareTo(limit) > 0;
    }
}
