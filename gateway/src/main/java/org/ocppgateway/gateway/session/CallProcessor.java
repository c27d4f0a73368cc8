package org.ocppgateway.gateway.session;

import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.session.decision.Decision;
import org.ocppgateway.gateway.session.publish.Rejection;
import org.ocppgateway.protocol.frame.ErrorCode;
import org.ocppgateway.protocol.handler.Uplink;
import org.ocppgateway.protocol.model.EventType;

/** Publishes the events of the CALLs of one charge point, then answers them. Not thread-safe, except {@link #abandonDecision}. */
final class CallProcessor {
    private final OpenSession session;
    private final SessionPublisher publisher;
    private final CallAnswers answers;
    private volatile @Nullable Decision pendingDecision;
    private volatile boolean ended;

    CallProcessor(OpenSession session, SessionPublisher publisher, CallAnswers answers) {
        this.session = session;
        this.publisher = publisher;
        this.answers = answers;
    }

    /** Publishes the event of a prepared CALL, waits for the decision and answers. Blocks for a bounded time. */
    void complete(Prepared.PublishCall prepared) throws InterruptedException {
        try (Decision decision = prepared.decision()) {
            UplinkItem.Call call = prepared.item();
            Uplink.Accepted accepted = prepared.accepted();
            switch (publisher.publish(call.frame(), accepted, decision.request(), call.receivedAt())) {
                case DURABLE -> decideAndAnswer(call, accepted, decision);
                case FAILED -> fail(call);
                case OUTAGE -> {
                    session.metrics().count(SessionMetrics.Call.UNANSWERED);
                    publisher.closeForOutage();
                }
            }
        }
    }

    private void decideAndAnswer(UplinkItem.Call call, Uplink.Accepted accepted, Decision decision)
            throws InterruptedException {
        switch (await(decision)) {
            case Decision.Result.Answer answer -> {
                if (isBoot(accepted)) {
                    session.registration().register(accepted, answer.payload());
                }
                answers.answer(call, accepted, answer.payload());
            }
            case Decision.Result.Abandoned abandoned -> session.metrics().count(SessionMetrics.Call.UNANSWERED);
        }
    }

    /** The answer to a BootNotification is stored before it is sent, which may block. */
    static boolean isBoot(Uplink.Accepted accepted) {
        return accepted.type().equals(EventType.DEVICE_ONLINE);
    }

    private Decision.Result await(Decision decision) throws InterruptedException {
        pendingDecision = decision;
        if (ended) {
            decision.abandon();
        }
        try {
            return decision.await();
        } finally {
            pendingDecision = null;
        }
    }

    /** Ends the wait for a decision of the backend, now and later. Thread-safe. */
    void abandonDecision() {
        ended = true;
        Decision decision = pendingDecision;
        if (decision != null) {
            decision.abandon();
        }
    }

    private void fail(UplinkItem.Call call) throws InterruptedException {
        session.metrics().count(SessionMetrics.Call.FAILED);
        Rejection rejection = Rejection.of(call.frame(), ErrorCode.INTERNAL_ERROR, "the message could not be stored");
        if (answers.reject(call, rejection)) {
            publisher.publish(rejection);
        }
    }
}
