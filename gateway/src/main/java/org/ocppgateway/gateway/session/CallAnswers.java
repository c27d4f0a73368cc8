package org.ocppgateway.gateway.session;

import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.session.publish.Rejection;
import org.ocppgateway.protocol.MessageId;
import org.ocppgateway.protocol.dictionary.Payload;
import org.ocppgateway.protocol.frame.FrameWriter;
import org.ocppgateway.protocol.handler.AnswerContext;
import org.ocppgateway.protocol.handler.Uplink;

/** Answers the CALLs of one charge point. Not thread-safe: the uplink queue processes one item at a time. */
final class CallAnswers {
    private final OpenSession session;
    private final SessionPublisher publisher;
    private final RecentAnswers recentAnswers;

    CallAnswers(OpenSession session, SessionPublisher publisher) {
        this.session = session;
        this.publisher = publisher;
        this.recentAnswers =
                new RecentAnswers(session.context().settings().queues().recentAnswers());
    }

    /** Sends the stored answer to an equal CALL again; false if there is none. */
    boolean repeat(UplinkItem.Call call) {
        String recentAnswer = recentAnswers.find(call.frame());
        if (recentAnswer == null) {
            return false;
        }
        session.metrics().count(SessionMetrics.Call.REPEATED);
        send(call, recentAnswer);
        return true;
    }

    /** Answers an accepted CALL and stores the answer. */
    void answer(UplinkItem.Call call, Uplink.Accepted accepted, @Nullable Payload decision) {
        AnswerContext answering = new AnswerContext(
                session.chargePointId(),
                session.time().now(),
                session.context().settings().heartbeatInterval(),
                decision);
        MessageId id = call.frame().id();
        String answer =
                FrameWriter.callResult(id, session.registration().handler().answer(accepted, answering));
        if (!publisher.isMuted(accepted)) {
            recentAnswers.add(call.frame(), answer);
        }
        session.metrics().count(SessionMetrics.Call.ACCEPTED);
        send(call, answer);
        session.registration().onActivity();
        session.metrics().answeredAfter(session.time().nanos() - call.receivedAt());
    }

    /** Answers with an error; returns whether the event of the rejection is to be published. */
    boolean reject(UplinkItem.Call call, Rejection rejection) {
        MessageId id = call.frame().id();
        send(call, FrameWriter.callError(session.route().protocol(), id, rejection.code(), rejection.description()));
        return publisher.record(rejection);
    }

    /** Sends the answer. Afterwards an equal CALL counts as repeated, although processing has not ended. */
    private void send(UplinkItem.Call call, String answer) {
        call.markAnswered();
        session.channel().send(answer);
    }
}
