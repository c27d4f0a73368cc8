package org.ocppgateway.routing.command;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.handler.CommandAnswer;
import org.ocppgateway.protocol.model.Command;
import org.ocppgateway.protocol.model.DerivedIds;

/** One session's way to its charge point, for the command whose turn it is. */
public interface CallSender {

    /** The version that the session speaks. */
    OcppVersion protocol();

    /**
     * Translates the command and, if that works, asks {@code mayBeSent}, sends the CALL and waits for its answer.
     *
     * @param answerTimeout how long to wait for the answer, once the CALL is queued for writing
     * @param mayBeSent asked once, after translation and directly before the CALL is queued for writing; false stops it
     */
    Reply call(Command command, Duration answerTimeout, Gate mayBeSent) throws InterruptedException;

    /** The last word before a command reaches the wire; blocks while it is written down that it will. */
    interface Gate {
        boolean open() throws InterruptedException;
    }

    /** What became of it. */
    sealed interface Reply {
        /** The gate stayed closed; nothing was sent. */
        record Withheld() implements Reply {}

        /** Not expressible in the charge point's version, or forbidden by its registration; nothing was sent. */
        record Inexpressible(String reason) implements Reply {}

        /** A CALLRESULT, valid or not. */
        record Answered(CommandAnswer.Completed answer, DerivedIds derived) implements Reply {}

        /**
         * A CALLERROR, or a CALLRESULT that is no answer at all.
         *
         * @param payload the error's details, or what came instead of an answer; null if there is none
         */
        record Refused(
                String code, String description, @Nullable String payload, DerivedIds derived) implements Reply {
            public Refused(String code, String description, DerivedIds derived) {
                this(code, description, null, derived);
            }
        }

        /** Sent, but no answer: deadline, lost connection or a full writer queue. */
        record Unanswered(String reason, DerivedIds derived) implements Reply {}

        /** The session was closed before the CALL was queued for writing; nothing was sent. */
        record Closed() implements Reply {}
    }
}
