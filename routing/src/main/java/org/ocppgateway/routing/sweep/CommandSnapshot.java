package org.ocppgateway.routing.sweep;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.routing.command.CommandState;
import org.ocppgateway.routing.route.FoundRoute;

/**
 * All that one look at a command shows.
 *
 * @param now as others tell the time
 * @param monotonicNow as this process counts it, whatever its clock is set to; so are all times from which on something is seen
 * @param dueAt when it expired, or when this process reached Redis again after that: no command ends while Redis is out
 * @param state null if there is no trace of it
 * @param reader whether a living incarnation has read or will read its record
 * @param owner whether whoever has it, by its state, lives; of no meaning without a state
 * @param stateLost whether Redis may have forgotten something of it, so that it may have been sent although Redis does not say so
 * @param repeated whether its record was written after it had ended: it is issued again, and its result is to be told again
 * @param route where its charge point is connected, at a living pod; null if nowhere
 * @param undeliveredSince since when its result is seen stored but not delivered; null if it is not
 * @param abandonedSince since when its pod is gone; null if the command is not abandoned
 */
record CommandSnapshot(
        Instant now,
        Instant monotonicNow,
        Instant dueAt,
        SweptCommand swept,
        @Nullable CommandState state,
        Liveness reader,
        Liveness owner,
        boolean stateLost,
        boolean repeated,
        @Nullable FoundRoute route,
        @Nullable Instant undeliveredSince,
        @Nullable Instant abandonedSince) {

    /** Whether somebody lives. */
    enum Liveness {
        ALIVE,
        /** Its lease is missing, but not yet for long. */
        SUSPECT,
        DEAD
    }

    /** Of a command that another pod answers for, or that has ended. */
    static CommandSnapshot of(
            Instant now,
            Instant monotonicNow,
            Instant dueAt,
            SweptCommand swept,
            @Nullable CommandState state,
            Liveness reader,
            Liveness owner) {
        return new CommandSnapshot(
                now, monotonicNow, dueAt, swept, state, reader, owner, false, false, null, null, null);
    }

    /** Whether nobody living has it or will read it. */
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
