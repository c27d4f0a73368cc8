package org.ocppgateway.gateway.session;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.connection.CloseStatus;
import org.ocppgateway.gateway.connection.Connection;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.dictionary.Payload;
import org.ocppgateway.protocol.frame.ErrorCode;
import org.ocppgateway.protocol.frame.Frame;
import org.ocppgateway.protocol.frame.FrameWriter;
import org.ocppgateway.protocol.handler.Answering;
import org.ocppgateway.protocol.handler.Uplink;
import org.ocppgateway.protocol.model.EventContext.ReplyRequest;
import org.ocppgateway.protocol.model.EventType;
import org.ocppgateway.protocol.model.GatewayEvents;
import org.ocppgateway.protocol.model.Importance;
import org.ocppgateway.routing.route.Route;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a charge point says, one after the other: validated, numbered, published and only then answered. Filled by the read loop,
 * worked off by the lane's own virtual thread, so that a CALL that waits for Kafka holds up no answer to a CALL of ours.
 */
final class UplinkLane {
    private static final Logger LOG = LoggerFactory.getLogger(UplinkLane.class);
    private static final Action HEARTBEAT = new Action("Heartbeat");
    private static final Duration TOLD_AGAIN_AFTER = Duration.ofMinutes(1);

    private final SessionContext context;
    private final Standing standing;
    private final Route route;
    private final Connection connection;
    private final Lane<Item> lane;
    private final Answers answers;
    private final Events events;
    private volatile @Nullable Decision awaited;
    private volatile boolean ended;
    private boolean forbiddenTold;
    private long forbiddenToldAt;

    /** What waits in the lane. */
    private sealed interface Item {

        /** Characters of the received message that it holds. */
        default int size() {
            return 0;
        }
    }

    private static final class Call implements Item {
        private final Frame.Call frame;
        private final int size;
        private final long receivedAt;
        private volatile boolean answered;

        Call(Frame.Call frame, int size, long receivedAt) {
            this.frame = frame;
            this.size = size;
            this.receivedAt = receivedAt;
        }

        @Override
        public int size() {
            return size;
        }
    }

    private record Send(Frame.Send frame, int size, long receivedAt) implements Item {}

    /** An answer that needs no work but has to keep its place. */
    private record Ready(String frame) implements Item {}

    /** Something of the gateway's own. */
    private record Notice(EventType type, String fields, long since) implements Item {}

    /** The last item; {@code fields} is null if nothing is to be published. */
    private record End(@Nullable String fields, Runnable done) implements Item {}

    UplinkLane(SessionContext context, Standing standing, Route route, Connection connection) {
        this.context = context;
        this.standing = standing;
        this.route = route;
        this.connection = connection;
        this.lane = new Lane<>(context.settings().uplinkBound(), this::work);
        this.answers = new Answers(context.settings().rememberedAnswers());
        this.events = new Events(route, context.clock(), context.settings().idTokens());
    }

    /** Publishes that the charge point is here; does not wait for it. */
    void begin() throws InterruptedException {
        String fields = GatewayEvents.connected(
                connection.remoteAddress(), route.protocol().subprotocol());
        put(new Notice(EventType.DEVICE_CONNECTED, fields, now()));
    }

    /** Publishes something of the gateway's own in its turn; false if the lane is full or closed. Does not wait. */
    boolean tell(EventType type, String fields) {
        return lane.offer(new Notice(type, fields, now()));
    }

    /**
     * Takes a CALL in; one that is here already is answered once. Waits while the lane is full.
     *
     * @param size characters of its message
     * @return whether it is held
     */
    boolean receive(Frame.Call call, int size) throws InterruptedException {
        if (lane.holds(item -> item instanceof Call waiting && !waiting.answered && waiting.frame.equals(call))) {
            context.metrics().count(SessionMetrics.Call.ATTACHED);
            return false;
        }
        Call received = new Call(call, size, now());
        if (!(needsNoWaiting(call) && lane.workAtOnce(received))) {
            put(received);
        }
        return true;
    }

    /** Of a Heartbeat nothing is published or decided, as a rule: it is not worth a thread. */
    private boolean needsNoWaiting(Frame.Call call) {
        return call.action().equals(HEARTBEAT)
                && context.settings().mutedEvents().contains(EventType.DEVICE_HEARTBEAT)
                && !standing.forbids(HEARTBEAT);
    }

    boolean receive(Frame.Send send, int size) throws InterruptedException {
        put(new Send(send, size, now()));
        return true;
    }

    /** Sends a finished answer when those before it are sent. */
    void answer(String frame) throws InterruptedException {
        put(new Ready(frame));
    }

    /**
     * Drops what waits and, unless a newer session has taken over, publishes that the charge point is gone.
     *
     * @param done run when that is over, on the lane's worker
     */
    void end(boolean superseded, String reason, Runnable done) {
        ended = true;
        Decision pending = awaited;
        if (pending != null) {
            pending.abandon();
        }
        lane.close(new End(superseded ? null : GatewayEvents.offline(reason), done));
    }

    private void put(Item item) throws InterruptedException {
        if (lane.full()) {
            context.metrics().uplinkFull();
        }
        lane.put(item);
    }

    private void work(Item item) throws InterruptedException {
        try {
            switch (item) {
                case Call call -> work(call);
                case Send send -> work(send);
                case Ready ready -> connection.send(ready.frame());
                case Notice notice -> work(notice);
                case End end -> finish(end);
            }
        } catch (RuntimeException e) {
            LOG.warn("A message of {} could not be handled; its connection is closed", route.chargePointId(), e);
            connection.close(new CloseStatus(CloseStatus.INTERNAL_ERROR, "internal error"));
        } finally {
            connection.done(item.size());
        }
    }

    private void finish(End end) throws InterruptedException {
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
    private void work(Notice notice) throws InterruptedException {
        boolean begins = notice.type().equals(EventType.DEVICE_CONNECTED);
        Importance importance = begins ? Importance.TRANSACTION : Importance.NORMAL;
        if (publish(notice, importance) == Publishing.Result.OUT) {
            closeForOutage();
        }
    }

    private Publishing.Result publish(Notice notice, Importance importance) throws InterruptedException {
        byte[] event = events.ofSession(notice.type(), notice.fields());
        return publish(event, importance, notice.since());
    }

    private void closeForOutage() {
        connection.close(new CloseStatus(CloseStatus.TRY_AGAIN_LATER, "try again later"));
    }

    private void work(Call call) throws InterruptedException {
        Frame.Call frame = call.frame;
        if (connection.closing()) {
            context.metrics().count(SessionMetrics.Call.UNANSWERED);
            return;
        }
        String before = answers.to(frame);
        if (before != null) {
            context.metrics().count(SessionMetrics.Call.REPEATED);
            reply(call, before);
            return;
        }
        if (standing.forbids(frame.action())) {
            context.metrics().count(SessionMetrics.Call.FORBIDDEN);
            refuse(call, ErrorCode.SECURITY_ERROR, "the registration does not allow this message");
            standing.spoke();
            tellForbidden();
            return;
        }
        switch (standing.read(frame)) {
            case Uplink.Refused refused -> {
                context.metrics().count(SessionMetrics.Call.REFUSED);
                refuse(call, refused.code(), refused.description());
            }
            case Uplink.Accepted accepted -> publishAndAnswer(call, accepted);
        }
    }

    private void publishAndAnswer(Call call, Uplink.Accepted accepted) throws InterruptedException {
        try (Decision decision = context.decisions().about(accepted, route)) {
            publishAndAnswer(call, accepted, decision);
        }
    }

    private void publishAndAnswer(Call call, Uplink.Accepted accepted, Decision decision) throws InterruptedException {
        Frame.Call frame = call.frame;
        switch (publish(frame, accepted, decision.request(), call.receivedAt)) {
            case DURABLE -> {
                switch (await(decision)) {
                    case Decision.Word.Given given -> answer(call, accepted, given.payload());
                    case Decision.Word.Moot moot -> context.metrics().count(SessionMetrics.Call.UNANSWERED);
                }
            }
            case FAILED -> {
                context.metrics().count(SessionMetrics.Call.FAILED);
                refuse(call, ErrorCode.INTERNAL_ERROR, "the message could not be stored");
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

    private void answer(Call call, Uplink.Accepted accepted, @Nullable Payload decision) throws InterruptedException {
        Frame.Call frame = call.frame;
        if (accepted.type().equals(EventType.DEVICE_ONLINE)) {
            standing.register(accepted, decision);
        }
        Answering answering = new Answering(
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

    private void work(Send send) throws InterruptedException {
        Frame.Send frame = send.frame();
        if (standing.forbids(frame.action())) {
            context.metrics().count(SessionMetrics.Call.FORBIDDEN);
            tellForbidden();
            return;
        }
        switch (standing.handler().send(route.chargePointId(), frame.action(), frame.payload())) {
            case Uplink.Refused refused -> context.metrics().count(SessionMetrics.Call.REFUSED);
            case Uplink.Accepted accepted -> {
                boolean durable = publish(frame, accepted, null, send.receivedAt()) == Publishing.Result.DURABLE;
                context.metrics().count(durable ? SessionMetrics.Call.ACCEPTED : SessionMetrics.Call.FAILED);
            }
        }
    }

    private Publishing.Result publish(Frame frame, Uplink.Accepted accepted, @Nullable ReplyRequest request, long since)
            throws InterruptedException {
        if (muted(accepted)) {
            return Publishing.Result.DURABLE;
        }
        byte[] event = events.ofMessage(frame.id(), accepted, request);
        return publish(event, accepted.importance(), since);
    }

    /** Whether nothing is published of it; that it comes again then changes nothing, either. */
    private boolean muted(Uplink.Accepted accepted) {
        return context.settings().mutedEvents().contains(accepted.type());
    }

    private Publishing.Result publish(byte[] event, Importance importance, long since) throws InterruptedException {
        return context.publishing().publish(route.chargePointId(), event, importance, since, connection::closing);
    }

    /** Tells the backend about a message that the registration forbids, now and then. */
    private void tellForbidden() throws InterruptedException {
        long now = now();
        if (!forbiddenTold || now - forbiddenToldAt >= TOLD_AGAIN_AFTER.toNanos()) {
            forbiddenTold = true;
            forbiddenToldAt = now;
            String info = "a message that the charge point's registration does not allow";
            String fields = GatewayEvents.security("InvalidMessages", info, connection.remoteAddress());
            work(new Notice(EventType.SECURITY_EVENT, fields, now));
        }
    }

    private void refuse(Call call, ErrorCode code, String description) {
        reply(call, FrameWriter.callError(route.protocol(), call.frame.id(), code, description));
    }

    /** From here on the same CALL is one that comes again, although its work is not quite over. */
    private void reply(Call call, String frame) {
        call.answered = true;
        connection.send(frame);
    }

    private long now() {
        return context.nanoTime().getAsLong();
    }
}
