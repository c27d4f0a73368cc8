package org.ocppgateway.routing.command;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.SessionEpoch;
import org.ocppgateway.protocol.handler.CommandAnswer;
import org.ocppgateway.protocol.model.Command;
import org.ocppgateway.protocol.model.DerivedIds;

/** The bounded queue of commands of one session. It sends them to the charge point one at a time. */
public interface CommandQueue {

    SessionEpoch epoch();

    /** The OCPP version of the session. */
    OcppVersion protocol();

    /**
     * Queues a command: urgent before normal, otherwise in order. Does not block. No method of a task that is not queued
     * is called.
     */
    Offer offer(Command.Priority priority, Task task);

    /** Result of an offer. */
    enum Offer {
        QUEUED,
        /** The queue is full. */
        FULL,
        /** The session has ended. */
        CLOSED
    }

    /**
     * A queued command. Either {@link #complete} or {@link #dropped} is called, once. Both run on a virtual thread that
     * may block.
     */
    interface Task {
        Command command();

        /** Maximum wait for the answer, counted from the time when the CALL is queued for writing. */
        Duration answerTimeout();

        /** W3C trace context of the command; null if it is not traced. */
        default @Nullable String traceParent() {
            return null;
        }

        /**
         * The last check before the CALL is queued for writing. Called at most once, after the command was translated.
         * Blocks while the state SENT is written to Redis.
         *
         * @return false if the CALL must not be sent
         */
        boolean permitSending() throws InterruptedException;

        void complete(Reply reply) throws InterruptedException;

        /** Called when the session ends before the command is processed. */
        void dropped();
    }

    /** The outcome of a queued command. */
    sealed interface Reply {
        /** The task did not permit it; nothing was sent. */
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

        /** The thread of the queue was interrupted. The CALL may have been sent if the task permitted it. */
        record Stopped() implements Reply {}

        /** An internal error. The CALL may have been sent if the task permitted it. */
        record Failed(Throwable cause) implements Reply {}
    }
}
