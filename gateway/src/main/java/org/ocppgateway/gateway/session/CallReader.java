package org.ocppgateway.gateway.session;

import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.session.decision.Decision;
import org.ocppgateway.gateway.session.publish.Rejection;
import org.ocppgateway.protocol.frame.ErrorCode;
import org.ocppgateway.protocol.frame.Frame;
import org.ocppgateway.protocol.handler.Uplink;
import org.ocppgateway.protocol.handler.UplinkContext;

/** Reads the CALLs of one charge point: validates and translates them, and answers those that need no blocking work. */
final class CallReader {
    private final OpenSession session;
    private final SessionPublisher publisher;
    private final BootAndStopCounter counter;
    private final CallAnswers answers;

    CallReader(OpenSession session, SessionPublisher publisher, BootAndStopCounter counter, CallAnswers answers) {
        this.session = session;
        this.publisher = publisher;
        this.counter = counter;
        this.answers = answers;
    }

    /** Does everything before the first operation that may block; null if no work remains. */
    @Nullable
    Prepared prepare(UplinkItem.Call call) {
        if (session.channel().isClosing()) {
            session.metrics().count(SessionMetrics.Call.UNANSWERED);
            return null;
        }
        if (answers.repeat(call)) {
            return null;
        }
        if (session.registration().forbids(call.frame().action())) {
            return forbid(call);
        }
        return switch (read(call.frame())) {
            case Uplink.Refused refused -> {
                session.metrics().count(SessionMetrics.Call.REFUSED);
                Rejection rejection = Rejection.of(call.frame(), refused);
                yield answers.reject(call, rejection) ? new Prepared.PublishRejection(call, rejection) : null;
            }
            case Uplink.Accepted accepted -> prepare(call, accepted);
        };
    }

    private Prepared forbid(UplinkItem.Call call) {
        session.metrics().count(SessionMetrics.Call.FORBIDDEN);
        String description = "the registration does not allow this message";
        Rejection rejection = Rejection.of(call.frame(), ErrorCode.SECURITY_ERROR, description);
        boolean publish = answers.reject(call, rejection);
        session.registration().onActivity();
        return new Prepared.ReportForbidden(call, publish ? rejection : null);
    }

    private Uplink read(Frame.Call frame) {
        int before = counter.countBefore(frame);
        UplinkContext received = new UplinkContext(
                session.chargePointId(),
                session.route().epoch(),
                before,
                session.time().now());
        Uplink uplink = session.registration().read(received, frame);
        session.record(uplink, received.receivedAt());
        if (uplink instanceof Uplink.Accepted accepted) {
            counter.record(frame, before, accepted);
        }
        return uplink;
    }

    private @Nullable Prepared prepare(UplinkItem.Call call, Uplink.Accepted accepted) {
        Decision decision = session.context().uplink().decisions().start(accepted, session.route());
        if (decision instanceof Decision.Local local
                && publisher.isMuted(accepted)
                && !CallProcessor.isBoot(accepted)) {
            answers.answer(call, accepted, local.payload());
            return null;
        }
        return new Prepared.PublishCall(call, accepted, decision);
    }
}
