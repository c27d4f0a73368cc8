package org.ocppgateway.gateway.session;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.MessageId;
import org.ocppgateway.protocol.dictionary.PayloadReader;
import org.ocppgateway.protocol.frame.ErrorCode;
import org.ocppgateway.protocol.frame.Frame;
import org.ocppgateway.protocol.frame.FrameWriter;
import org.ocppgateway.protocol.handler.CommandAnswer;
import org.ocppgateway.protocol.model.DerivedIds;
import org.ocppgateway.routing.command.CommandQueue.Reply;

/**
 * The outstanding CALL of the gateway, if any, and the ids of recent ones without an answer. The downlink processor starts CALLs, the
 * read loop completes them. Thread-safe.
 */
final class PendingCalls {
    private static final int MAX_TIMED_OUT_IDS = 8;

    private final OpenSession session;
    private @Nullable PendingCall pending;
    private @Nullable ArrayDeque<MessageId> timedOut;
    private boolean ended;

    PendingCalls(OpenSession session) {
        this.session = session;
    }

    /** Makes a CALL the outstanding one; false if the session has ended. */
    synchronized boolean start(PendingCall call) {
        if (ended) {
            return false;
        }
        pending = call;
        return true;
    }

    /** Action of the outstanding CALL; null if there is none. */
    synchronized @Nullable Action outstanding() {
        return pending == null ? null : pending.call().action();
    }

    /** Read loop: called for each CALLRESULT. */
    void onResult(Frame.CallResult result) {
        PendingCall answered = take(result.id());
        if (answered == null) {
            return;
        }
        DerivedIds derived = answered.call().derived();
        CommandAnswer answer =
                session.registration().handler().readAnswer(answered.command(), answered.call(), result.payload());
        answered.complete(
                switch (answer) {
                    case CommandAnswer.Completed completed -> new Reply.Answered(completed, derived);
                    case CommandAnswer.Invalid invalid -> invalidAnswer(invalid.reason(), invalid.payload(), derived);
                });
        String callResultError = answer.callResultError();
        if (callResultError != null) {
            session.channel()
                    .send(FrameWriter.callResultError(result.id(), ErrorCode.FORMAT_VIOLATION, callResultError));
        }
    }

    /** Read loop: called for each CALLERROR. */
    void onError(Frame.CallError error) {
        PendingCall answered = take(error.id());
        if (answered != null) {
            answered.complete(new Reply.Refused(
                    error.code(),
                    error.description(),
                    error.details().equals("{}") ? null : masked(error.details()),
                    answered.call().derived()));
        }
    }

    private String masked(String details) {
        return session.context().settings().publish().masks().credentials().payload(PayloadReader.readable(details));
    }

    /** Read loop: called for each frame that has the id of an answer but is not valid. */
    void onInvalidAnswer(MessageId id, String reason) {
        PendingCall answered = take(id);
        if (answered != null) {
            answered.complete(invalidAnswer(reason, null, answered.call().derived()));
        }
    }

    /** Ends the outstanding CALL as unanswered. Later calls of {@link #start} return false. */
    void end() {
        PendingCall unanswered = stop();
        if (unanswered != null) {
            unanswered.complete(new Reply.Unanswered(
                    "the connection was lost", unanswered.call().derived()));
        }
    }

    private synchronized @Nullable PendingCall stop() {
        ended = true;
        return pending;
    }

    private Reply invalidAnswer(String reason, @Nullable String payload, DerivedIds derived) {
        return new Reply.Refused(
                ErrorCode.FORMAT_VIOLATION.spelling(session.route().protocol()), reason, payload, derived);
    }

    private synchronized @Nullable PendingCall take(MessageId id) {
        PendingCall current = pending;
        if (current != null && current.id().equals(id)) {
            pending = null;
            return current;
        }
        boolean late = timedOut != null && timedOut.remove(id);
        session.metrics().count(late ? SessionMetrics.Frame.LATE_ANSWER : SessionMetrics.Frame.UNKNOWN_ANSWER);
        return null;
    }

    /** Called when the wait for an answer has ended. A CALL that is still pending has timed out; a later answer counts as late. */
    synchronized void forget(PendingCall call) {
        if (pending != call) {
            return;
        }
        pending = null;
        ArrayDeque<MessageId> ids = timedOut;
        if (ids == null) {
            ids = new ArrayDeque<>(1);
            timedOut = ids;
        }
        if (ids.size() == MAX_TIMED_OUT_IDS) {
            ids.remove();
        }
        ids.add(call.id());
    }
}
