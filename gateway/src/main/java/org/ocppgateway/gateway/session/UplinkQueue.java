package org.ocppgateway.gateway.session;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.connection.CloseStatus;
import org.ocppgateway.gateway.connection.Connection;
import org.ocppgateway.gateway.session.decision.Decision;
import org.ocppgateway.gateway.session.publish.EventFactory;
import org.ocppgateway.gateway.session.publish.Rejection;
import org.ocppgateway.gateway.session.publish.RetryingPublisher;
import org.ocppgateway.protocol.dictionary.Payload;
import org.ocppgateway.protocol.frame.ErrorCode;
import org.ocppgateway.protocol.frame.Frame;
import org.ocppgateway.protocol.frame.FrameWriter;
import org.ocppgateway.protocol.frame.Inbound;
import org.ocppgateway.protocol.handler.AnswerContext;
import org.ocppgateway.protocol.handler.Uplink;
import org.ocppgateway.protocol.handler.UplinkContext;
import org.ocppgateway.protocol.model.EventContext.ReplyRequest;
import org.ocppgateway.protocol.model.EventPriority;
import org.ocppgateway.protocol.model.EventType;
import org.ocppgateway.protocol.model.GatewayEvents;
import org.ocppgateway.routing.route.Route;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a charge point says, one after the other: validated, numbered, published and only then answered. Filled by the read loop,
 * which does what needs no waiting when a message's turn is at once; all else is for the lane's own virtual thread, so that a CALL that
 * waits for Kafka holds up no answer to a CALL of ours.
 */
final class UplinkQueue {
    private static final Logger LOG = LoggerFactory.getLogger(UplinkQueue.class);
    private static final Duration TOLD_AGAIN_AFTER = Duration.ofMinutes(1);
    private static final Duration TRIED_AGAIN_AFTER = Duration.ofSeconds(10);

    private final SessionContext context;
    private final RegistrationState standing;
    private final Route route;
    private final Connection connection;
    private final SerialQueue<UplinkItem> lane;
    private final RecentAnswers answers;
    private final EventFactory events;
    private final BootAndStopCounter bootsAndStops = new BootAndStopCounter();
    private volatile @Nullable Decision awaited;
    private volatile boolean ended;
    private boolean forbiddenTold;
    private long forbiddenToldAt;

    UplinkQueue(SessionContext context, RegistrationState standing, Route route, Connection connection) {
        this.context = context;
        this.standing = standing;
        this.route = route;
        this.connection = connection;
        this.lane = new SerialQueue<>(context.settings().uplinkBound(), new Steps());
        this.answers = new RecentAnswers(context.settings().rememberedAnswers());
        this.events = new EventFactory(route, context.clock(), context.settings().masks());
    }

    /** Publishes that the charge point is here; does not wait for it. */
    void begin() throws InterruptedException {
        String fields = GatewayEvents.connected(
                connection.remoteAddress(), route.protocol().subprotocol());
        put(new UplinkItem.Notice(EventType.DEVICE_CONNECTED, fields, now()));
    }

    /** Publishes something of the gateway's own in its turn; false if the lane is full or closed. Does not wait. */
    boolean publish(EventType type, String fields) {
        return lane.offer(new UplinkItem.Notice(type, fields, now()));
    }

    /**
     * Takes a CALL in; one that is here already is answered once. Waits while the lane is full.
     *
     * @param size characters of its message
     * @return whether it is held
     */
    boolean receive(Frame.Call call, int size) throws InterruptedException {
        if (lane.holds(
                item -> item instanceof UplinkItem.Call waiting && !waiting.answered && waiting.frame.equals(call))) {
            context.metrics().count(SessionMetrics.Call.ATTACHED);
            return false;
        }
        put(new UplinkItem.Call(call, size, now()));
        return true;
    }

    boolean receive(Frame.Send send, int size) throws InterruptedException {
        put(new UplinkItem.Send(send, size, now()));
        return true;
    }

    /** RecentAnswers what is no well-formed CALL, when those before it are answered. */
    void reject(Inbound.Malformed frame) throws InterruptedException {
        put(new UplinkItem.Malformed(frame));
    }

    /**
     * Drops what waits and, unless a newer session has taken over, publishes that the charge point is gone.
     *
     * @param done run when that is over, on the lane's worker
     */
    void end(boolean superseded, String offline, Runnable done) {
        ended = true;
        Decision pending = awaited;
        if (pending != null) {
            pending.abandon();
        }
        lane.close(new UplinkItem.End(superseded ? null : offline, done));
    }

    private void put(UplinkItem item) throws InterruptedException {
        if (lane.full()) {
            context.metrics().uplinkFull();
        }
        lane.put(item);
    }

    /** What is done with each item. */
    private final class Steps implements SerialQueue.Work<UplinkItem> {
        @Override
        public boolean begin(UplinkItem item) {
            boolean more = false;
            try {
                more = switch (item) {
                    case UplinkItem.Call call -> UplinkQueue.this.begin(call);
                    case UplinkItem.Malformed malformed -> {
                        connection.send(malformed.frame().answer());
                        yield context.rejections().note(route, Rejection.of(malformed.frame()));
                    }
                    case UplinkItem.Send send -> true;
                    case UplinkItem.Notice notice -> true;
                    case UplinkItem.End end -> true;
                };
            } catch (RuntimeException | Error e) {
                closeFor(e);
            } finally {
                if (!more) {
                    connection.release(item.size());
                }
            }
            return more;
        }

        @Override
        public void on(UplinkItem item) throws InterruptedException {
            try {
                switch (item) {
                    case UplinkItem.Call call ->
                        Objects.requireNonNull(call.rest).run();
                    case UplinkItem.Send send -> work(send);
                    case UplinkItem.Notice notice -> work(notice);
                    case UplinkItem.End end -> finish(end);
                    case UplinkItem.Malformed malformed -> publish(Rejection.of(malformed.frame()));
                }
            } catch (RuntimeException | Error e) {
                closeFor(e);
            } finally {
                connection.release(item.size());
            }
        }

        private void closeFor(Throwable problem) {
            connection.close(new CloseStatus(CloseStatus.INTERNAL_ERROR, "internal error"));
            LOG.warn("A message of {} could not be handled; its connection is closed", route.chargePointId(), problem);
        }
    }

    private void finish(UplinkItem.End end) throws InterruptedException {
        try {
            if (end.fields() != null) {
                byte[] event = events.ofSession(EventType.DEVICE_OFFLINE, end.fields());
                context.publishing().farewell(route.chargePointId(), event);
            }
        } finally {
            end.done().run();
        }
    }

    /** Without its beginning a session is nothing to the backend: it is held up and closed for it as for a transaction. */
    private void work(UplinkItem.Notice notice) throws InterruptedException {
        boolean begins = notice.type().equals(EventType.DEVICE_CONNECTED);
        Importance importance = begins ? Importance.TRANSACTION : Importance.NORMAL;
        if (publish(notice, importance) == RetryingPublisher.Result.OUT) {
            closeForOutage();
        }
    }

    private RetryingPublisher.Result publish(UplinkItem.Notice notice, Importance importance) throws InterruptedException {
        byte[] event = events.ofSession(notice.type(), notice.fields());
        return publish(event, priority, notice.since());
    }

    private void closeForOutage() {
        connection.close(new CloseStatus(CloseStatus.TRY_AGAIN_LATER, "try again later"));
    }

    /** Everything up to where it is published or decided; false if there is no need to. */
    private boolean begin(UplinkItem.Call call) {
        Frame.Call frame = call.frame;
        if (connection.isClosing()) {
            context.metrics().count(SessionMetrics.Call.UNANSWERED);
            return false;
        }
        String before = answers.to(frame);
        if (before != null) {
            context.metrics().count(SessionMetrics.Call.REPEATED);
            reply(call, before);
            return false;
        }
        if (standing.forbids(frame.action())) {
            context.metrics().count(SessionMetrics.Call.FORBIDDEN);
            boolean told = refuse(
                    call,
                    Rejection.of(frame, ErrorCode.SECURITY_ERROR, "the registration does not allow this message"));
            standing.spoke();
            UplinkItem.Rest publish = Objects.requireNonNull(call.rest);
            call.rest = () -> {
                tellForbidden();
                if (told) {
                    publish.run();
                }
            };
            return true;
        }
        return switch (read(frame)) {
            case Uplink.Refused refused -> {
                context.metrics().count(SessionMetrics.Call.REFUSED);
                yield refuse(call, Rejection.of(frame, refused));
            }
            case Uplink.Accepted accepted -> begin(call, accepted);
        };
    }

    private Uplink read(Frame.Call frame) {
        int before = bootsAndStops.before(frame);
        Uplink uplink = standing.read(received(before), frame);
        if (uplink instanceof Uplink.Accepted accepted) {
            bootsAndStops.seen(frame, before, accepted);
        }
        return uplink;
    }

    private UplinkContext received(int before) {
        return new UplinkContext(
                route.chargePointId(), route.epoch(), before, context.clock().instant());
    }

    private boolean begin(UplinkItem.Call call, Uplink.Accepted accepted) {
        Decision decision = context.decisions().about(accepted, route);
        if (decision instanceof Decision.Local local && muted(accepted) && !isBoot(accepted)) {
            answer(call, accepted, local.payload());
            return false;
        }
        call.rest = () -> {
            try (decision) {
                publishAndAnswer(call, accepted, decision);
            }
        };
        return true;
    }

    /** Its answer is recorded before it is given. */
    private static boolean isBoot(Uplink.Accepted accepted) {
        return accepted.type().equals(EventType.DEVICE_ONLINE);
    }

    private void publishAndAnswer(UplinkItem.Call call, Uplink.Accepted accepted, Decision decision)
            throws InterruptedException {
        Frame.Call frame = call.frame;
        switch (publish(frame, accepted, decision.request(), call.receivedAt)) {
            case DURABLE -> {
                switch (await(decision)) {
                    case Decision.Word.Given given -> {
                        if (isBoot(accepted)) {
                            standing.register(accepted, given.payload());
                        }
                        answer(call, accepted, given.payload());
                    }
                    case Decision.Word.Moot moot -> context.metrics().count(SessionMetrics.Call.UNANSWERED);
                }
            }
            case FAILED -> {
                context.metrics().count(SessionMetrics.Call.FAILED);
                Rejection rejection = Rejection.of(frame, ErrorCode.INTERNAL_ERROR, "the message could not be stored");
                if (refuse(call, rejection)) {
                    publish(rejection);
                }
            }
            case OUT -> {
                context.metrics().count(SessionMetrics.Call.UNANSWERED);
                closeForOutage();
            }
        }
    }

    private Decision.Word await(Decision decision) throws InterruptedException {
        awaited = decision;
        if (ended) {
            decision.abandon();
        }
        try {
            return decision.await();
        } finally {
            awaited = null;
        }
    }

    private void answer(UplinkItem.Call call, Uplink.Accepted accepted, @Nullable Payload decision) {
        Frame.Call frame = call.frame;
        AnswerContext answering = new AnswerContext(
                route.chargePointId(),
                context.clock().instant(),
                context.settings().heartbeatInterval(),
                decision);
        String answer = FrameWriter.callResult(frame.id(), standing.handler().answer(accepted, answering));
        if (!muted(accepted)) {
            answers.remember(frame, answer);
        }
        context.metrics().count(SessionMetrics.Call.ACCEPTED);
        reply(call, answer);
        standing.spoke();
        context.metrics().answeredAfter(now() - call.receivedAt);
    }

    private void work(UplinkItem.Send send) throws InterruptedException {
        Frame.Send frame = send.frame();
        if (standing.forbids(frame.action())) {
            context.metrics().count(SessionMetrics.Call.FORBIDDEN);
            tellForbidden();
            return;
        }
        UplinkContext received = received(bootsAndStops.count());
        switch (standing.handler().send(received, frame.action(), frame.payload())) {
            case Uplink.Refused refused -> context.metrics().count(SessionMetrics.Call.REFUSED);
            case Uplink.Accepted accepted -> {
                boolean durable = publish(frame, accepted, null, send.receivedAt()) == RetryingPublisher.Result.DURABLE;
                context.metrics().count(durable ? SessionMetrics.Call.ACCEPTED : SessionMetrics.Call.FAILED);
            }
        }
    }

    private RetryingPublisher.Result publish(Frame frame, Uplink.Accepted accepted, @Nullable ReplyRequest request, long since)
            throws InterruptedException {
        if (muted(accepted)) {
            return RetryingPublisher.Result.DURABLE;
        }
        byte[] event = events.ofMessage(frame.id(), accepted, request);
        return publish(event, accepted.priority(), since);
    }

    /** Whether nothing is published of it; that it comes again then changes nothing, either. */
    private boolean muted(Uplink.Accepted accepted) {
        return context.settings().mutedEvents().contains(accepted.type());
    }

    private RetryingPublisher.Result publish(byte[] event, Importance importance, long since) throws InterruptedException {
        return context.publishing().publish(route.chargePointId(), event, importance, since, connection::isClosing);
    }

    /** Tells the backend about a message that the registration forbids, now and then. */
    private void tellForbidden() throws InterruptedException {
        long now = now();
        if (!forbiddenTold || now - forbiddenToldAt >= TOLD_AGAIN_AFTER.toNanos()) {
            forbiddenTold = true;
            forbiddenToldAt = now;
            String info = "a message that the charge point's registration does not allow";
            String fields = GatewayEvents.security("InvalidMessages", info, connection.remoteAddress());
            UplinkItem.Notice notice = new UplinkItem.Notice(EventType.SECURITY_EVENT, fields, now);
            if (publish(notice, Importance.NORMAL) != RetryingPublisher.Result.DURABLE) {
                // It is lost, and is due again soon: not at once, because each attempt takes as long as an answer may.
                forbiddenToldAt =
                        now() - TOLD_AGAIN_AFTER.minus(TRIED_AGAIN_AFTER).toNanos();
            }
        }
    }

    /** RecentAnswers with an error; false if its event is not to be published, so that nothing is left to do. */
    private boolean refuse(UplinkItem.Call call, Rejection rejection) {
        reply(
                call,
                FrameWriter.callError(route.protocol(), call.frame.id(), rejection.code(), rejection.description()));
        call.rest = () -> publish(rejection);
        return context.rejections().note(route, rejection);
    }

    private void publish(Rejection rejection) throws InterruptedException {
        context.rejections().publish(route, rejection, events);
    }

    /** From here on the same CALL is one that comes again, although its work is not quite over. */
    private void reply(UplinkItem.Call call, String frame) {
        call.answered = true;
        connection.send(frame);
    }

    private long now() {
        return context.nanoTime().getAsLong();
    }
}
