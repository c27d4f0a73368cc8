package org.ocppgateway.routing.sweep;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.routing.command.CommandState;
import org.ocppgateway.routing.route.Route;

/**
 * All that one look at a command shows.
 *
 * @param state null if there is no trace of it
 * @param reader whether a living incarnation has read or will read its record
 * @param owner whether whoever has it, by its state, lives; of no meaning without a state
 * @param traceLost whether it may have been sent without a trace: Redis was out since it was written, or has lost something
 * @param route where its charge point is connected, at a living pod; null if nowhere
 * @param undeliveredSince since when its result is seen stored but not delivered; null if it is not
 * @param abandonedSince since when it is seen that nobody has it; null if somebody has
 */
record Sight(
        Instant now,
        SweptCommand swept,
        @Nullable CommandState state,
        Life reader,
        Life owner,
        boolean traceLost,
        @Nullable Route route,
        @Nullable Instant undeliveredSince,
        @Nullable Instant abandonedSince) {

    /** Whether somebody lives. */
    enum Life {
        LIVES,
        /** Its lease is missing, but not yet for long. */
        SUSPECT,
        DEAD
    }

    Sight with(boolean lost, @Nullable Route found, @Nullable Instant undelivered, @Nullable Instant abandoned) {
        return new Sight(now, swept, state, reader, owner, lost, found, undelivered, abandoned);
    }

    /** Whether nobody living has it or will read it. */
    boolean abandoned() {
        if (state == null) {
            return reader == Life.DEAD;
        }
        return switch (state.stage()) {
            case RECEIVED, WAITING, SENT -> state.owner().isEmpty() ? reader == Life.DEAD : owner == Life.DEAD;
            case ENDED -> false;
        };
    }
}
