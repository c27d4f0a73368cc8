package org.ocppgateway.routing.command;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.handler.CommandAnswer;
import org.ocppgateway.protocol.model.Command;
import org.ocppgateway.protocol.model.DerivedIds;

/** Sends commands as CALLs to the charge point of one session. */
public interface CallSender {

    /** The OCPP version of the session. */
    OcppVersion protocol();

    /**
     * Translates the command. If that succeeds, calls {@code mayBeSent}, sends the CALL and waits for its answer.
     *
     * @param answerTimeout maximum wait for the answer, counted from the time when the CALL is queued for writing
     * @param mayBeSent called once, after translation and directly before the CALL is queued for writing; false cancels
     *     it
     */
    Reply call(Command command, Duration answerTimeout, Gate mayBeSent) throws InterruptedException;

    /** The last check before a command is queued for writing. It blocks while the state SENT is written to Redis. */
    interface Gate {
        boolean open() throws InterruptedException;
    }

    /** The outcome of a call. */
    sealed interface Reply {
        /** The gate was closed; nothing was sent. */
        record Withheld() implements Reply {}

        /** The charge point's version cannot express the command, or its registration forbids it; nothing was sent. */
        record Inexpressible(String reason) implements Reply {}

        /** A CALLRESULT, valid or invalid. */
        record Answered(CommandAnswer.Completed answer, DerivedIds derived) implements Reply {}

        /**
         * A CALLERROR, or a CALLRESULT that cannot be read as an answer.
         *
         * @param payload details of the CALLERROR, or the unreadable payload; null if there is none
         */
        record Refused(
                String code, String description, @Nullable String payload, DerivedIds derived) implements Reply {
            public Refused(String code, String description, DerivedIds derived) {
                this(code, description, null, derived);
            }
        }

        /** Sent without an answer: deadline, lost connection or full writer queue. */
        record Unanswered(String reason, DerivedIds derived) implements Reply {}

        /** The session was closed before the CALL was queued for writing; nothing was sent. */
        record Closed() implements Reply {}
    }
}
