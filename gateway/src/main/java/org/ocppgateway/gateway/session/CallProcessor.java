package org.ocppgateway.gateway.session;

import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.session.decision.Decision;
import org.ocppgateway.gateway.session.publish.Rejection;
import org.ocppgateway.protocol.MessageId;
import org.ocppgateway.protocol.dictionary.Payload;
import org.ocppgateway.protocol.frame.ErrorCode;
import org.ocppgateway.protocol.frame.Frame;
import org.ocppgateway.protocol.frame.FrameWriter;
import org.ocppgateway.protocol.handler.AnswerContext;
import org.ocppgateway.protocol.handler.Uplink;
import org.ocppgateway.protocol.handler.UplinkContext;
import org.ocppgateway.protocol.model.EventType;
import org.ocppgateway.routing.route.Route;

/** Processes the CALLs of one charge point: validates, publishes, answers. Not thread-safe, except {@link #abandonDecision}. */
final class CallProcessor {
    private final SessionContext context;
    private final RegistrationState registration;
    private final Route route;
    private final SessionChannel channel;
    private final SessionPublisher publisher;
    private final BootAndStopCounter counter;
    private final RecentAnswers recentAnswers;
    private volatile @Nullable Decision pendingDecision;
    private volatile boolean ended;

    CallProcessor(
            SessionContext context,
            RegistrationState registration,
            Route route,
            SessionChannel channel,
            SessionPublisher publisher,
            BootAndStopCounter counter) {
        this.context = context;
        this.registration = registration;
        this.route = route;
        this.channel = channel;
        this.publisher = publisher;
        this.counter = counter;
        this.recentAnswers = new RecentAnswers(context.settings().queues().recentAnswers());
    }

    /** Does everything before the first operation that may block; null if no work remains. */
    @Nullable
    Prepared prepare(UplinkItem.Call call) {
        if (channel.isClosing()) {
            context.metrics().count(SessionMetrics.Call.UNANSWERED);
            return null;
        }
        String recentAnswer = recentAnswers.find(call.frame());
        if (recentAnswer != null) {
            context.metrics().count(SessionMetrics.Call.REPEATED);
            send(call, recentAnswer);
            return null;
        }
        if (registration.forbids(call.frame().action())) {
            return forbid(call);
        }
        return switch (read(call.frame())) {
            case Uplink.Refused refused -> {
                context.metrics().count(SessionMetrics.Call.REFUSED);
                Rejection rejection = Rejection.of(call.frame(), refused);
                yield reject(call, rejection) ? new Prepared.PublishRejection(call, rejection) : null;
            }
            case Uplink.Accepted accepted -> prepare(call, accepted);
        };
    }

    private Prepared forbid(UplinkItem.Call call) {
        context.metrics().count(SessionMetrics.Call.FORBIDDEN);
        String description = "the registration does not allow this message";
        Rejection rejection = Rejection.of(call.frame(), ErrorCode.SECURITY_ERROR, description);
        boolean publish = reject(call, rejection);
        registration.onActivity();
        return new Prepared.ReportForbidden(call, publish ? rejection : null);
    }

    private Uplink read(Frame.Call frame) {
        int before = counter.countBefore(frame);
        UplinkContext received = new UplinkContext(
                route.chargePointId(), route.epoch(), before, context.time().now());
        Uplink uplink = registration.read(received, frame);
        if (uplink instanceof Uplink.Accepted accepted) {
            counter.record(frame, before, accepted);
        }
        return uplink;
    }

    private @Nullable Prepared prepare(UplinkItem.Call call, Uplink.Accepted accepted) {
        Decision decision = context.uplink().decisions().start(accepted, route);
        if (decision instanceof Decision.Local local && publisher.isMuted(accepted) && !isBoot(accepted)) {
            answer(call, accepted, local.payload());
            return null;
        }
        return new Prepared.PublishCall(call, accepted, decision);
    }

    /** The answer to a BootNotification is stored before it is sent, which may block. */
    private static boolean isBoot(Uplink.Accepted accepted) {
        return accepted.type().equals(EventType.DEVICE_ONLINE);
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
                    context.metrics().count(SessionMetrics.Call.UNANSWERED);
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
                    registration.register(accepted, answer.payload());
                }
                answer(call, accepted, answer.payload());
            }
            case Decision.Result.Abandoned abandoned -> context.metrics().count(SessionMetrics.Call.UNANSWERED);
        }
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

    private void answer(UplinkItem.Call call, Uplink.Accepted accepted, @Nullable Payload decision) {
        AnswerContext answering = new AnswerContext(
                route.chargePointId(), context.time().now(), context.settings().heartbeatInterval(), decision);
        MessageId id = call.frame().id();
        String answer = FrameWriter.callResult(id, registration.handler().answer(accepted, answering));
        if (!publisher.isMuted(accepted)) {
            recentAnswers.add(call.frame(), answer);
        }
        context.metrics().count(SessionMetrics.Call.ACCEPTED);
        send(call, answer);
        registration.onActivity();
        context.metrics().answeredAfter(context.time().nanos() - call.receivedAt());
    }

    private void fail(UplinkItem.Call call) throws InterruptedException {
        context.metrics().count(SessionMetrics.Call.FAILED);
        Rejection rejection = Rejection.of(call.frame(), ErrorCode.INTERNAL_ERROR, "the message could not be stored");
        if (reject(call, rejection)) {
            publisher.publish(rejection);
        }
    }

    /** Answers with an error; returns whether the event of the rejection is to be published. */
    private boolean reject(UplinkItem.Call call, Rejection rejection) {
        MessageId id = call.frame().id();
        send(call, FrameWriter.callError(route.protocol(), id, rejection.code(), rejection.description()));
        return publisher.record(rejection);
    }

    /** Sends the answer. Afterwards an equal CALL counts as repeated, although processing has not ended. */
    private void send(UplinkItem.Call call, String answer) {
        call.markAnswered();
        channel.send(answer);
    }
}
