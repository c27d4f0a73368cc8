package org.ocppgateway.routing.sweep;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.routing.command.CommandState;
import org.ocppgateway.routing.route.FoundRoute;

/**
 * Everything that one check of a command reads.
 *
 * @param state null if there is none
 * @param reader liveness of the incarnation that has read or will read the record
 * @param owner liveness of the owner in the state; meaningless without a state
 * @param stateLost whether Redis may have lost state of the command, so that it may have been sent although no state
 *     shows it
 * @param repeated whether its record was written after the command ended: it was issued again, and its result is
 *     published again
 * @param route route of its charge point on a live pod; null if there is none
 */
record CommandSnapshot(
        Times times,
        SweptCommand swept,
        @Nullable CommandState state,
        Liveness reader,
        Liveness owner,
        boolean stateLost,
        boolean repeated,
        @Nullable FoundRoute route) {

    /**
     * Times of one check. All but {@code now} are those of this process's monotonic clock.
     *
     * @param now wall-clock time
     * @param monotonicNow time directly before the state was read
     * @param dueAt time of expiry, or the end of a later Redis outage: no command ends during an outage
     * @param undeliveredSince time since which the result is observed as stored but not delivered; null if it is
     *     delivered
     * @param abandonedSince time since which its pod is dead; null if the command is not abandoned
     */
    record Times(
            Instant now,
            Instant monotonicNow,
            Instant dueAt,
            @Nullable Instant undeliveredSince,
            @Nullable Instant abandonedSince) {
        Times abandonedSince(Instant time) {
            return new Times(now, monotonicNow, dueAt, undeliveredSince, time);
        }
    }

    /** Liveness of an incarnation. */
    enum Liveness {
        ALIVE,
        /** Its lease is missing, but not yet long enough. */
        SUSPECT,
        DEAD
    }

    /** A snapshot of a command that another pod owns, or that has ended. */
    static CommandSnapshot of(
            Times times, SweptCommand swept, @Nullable CommandState state, Liveness reader, Liveness owner) {
        return new CommandSnapshot(times, swept, state, reader, owner, false, false, null);
    }

    /** Returns whether no live pod owns the command or will read it. */
    boolean abandoned() {
        if (state == null) {
            return reader == Liveness.DEAD;
        }
        return switch (state.stage()) {
            case RECEIVED, WAITING, SENT -> state.owner().isEmpty() ? reader == Liveness.DEAD : owner == Liveness.DEAD;
            case ENDED -> false;
        };
    }
}
