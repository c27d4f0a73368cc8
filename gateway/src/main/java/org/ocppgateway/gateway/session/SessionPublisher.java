package org.ocppgateway.gateway.session;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.connection.CloseStatus;
import org.ocppgateway.gateway.limit.IntervalGate;
import org.ocppgateway.gateway.session.publish.EventFactory;
import org.ocppgateway.gateway.session.publish.Rejection;
import org.ocppgateway.gateway.session.publish.RetryingPublisher;
import org.ocppgateway.protocol.frame.Frame;
import org.ocppgateway.protocol.handler.Uplink;
import org.ocppgateway.protocol.model.EventContext.ReplyRequest;
import org.ocppgateway.protocol.model.EventPriority;
import org.ocppgateway.protocol.model.EventType;
import org.ocppgateway.protocol.model.GatewayEvents;

/** Publishes the events of one session. Not thread-safe: the uplink queue processes one item at a time. */
final class SessionPublisher {
    private static final Duration FORBIDDEN_INTERVAL = Duration.ofMinutes(1);
    private static final Duration FORBIDDEN_RETRY = Duration.ofSeconds(10);

    private final OpenSession session;
    private final EventFactory events;
    /** Created for the first forbidden message. */
    private @Nullable IntervalGate forbiddenGate;

    SessionPublisher(OpenSession session) {
        this.session = session;
        this.events = new EventFactory(
                session.route(),
                session.time().clock(),
                session.context().settings().publish().masks());
    }

    /**
     * Publishes the event of an accepted CALL or SEND. A muted event counts as published.
     *
     * @param request request to the backend for a decision; null if none
     */
    RetryingPublisher.Result publish(
            Frame frame, Uplink.Accepted accepted, @Nullable ReplyRequest request, long receivedAt)
            throws InterruptedException {
        if (isMuted(accepted)) {
            return RetryingPublisher.Result.DURABLE;
        }
        byte[] event = events.ofMessage(frame.id(), accepted, request);
        return publish(event, accepted.priority(), receivedAt);
    }

    /** Whether the event of a message is not published. Repeated processing of such a message has no effect. */
    boolean isMuted(Uplink.Accepted accepted) {
        return session.context().settings().publish().mutedEvents().contains(accepted.type());
    }

    /**
     * Publishes an event of the gateway. During an outage the connection is closed because of a connected event, as because of a
     * transaction message: the backend cannot interpret a session without it.
     */
    void publish(UplinkItem.Notice notice) throws InterruptedException {
        boolean connected = notice.type().equals(EventType.DEVICE_CONNECTED);
        EventPriority priority = connected ? EventPriority.TRANSACTION : EventPriority.NORMAL;
        if (publish(notice, priority) == RetryingPublisher.Result.OUTAGE) {
            closeForOutage();
        }
    }

    private RetryingPublisher.Result publish(UplinkItem.Notice notice, EventPriority priority)
            throws InterruptedException {
        byte[] event = events.ofSession(notice.type(), notice.fields());
        return publish(event, priority, notice.createdAt());
    }

    private RetryingPublisher.Result publish(byte[] event, EventPriority priority, long receivedAt)
            throws InterruptedException {
        return session.context()
                .uplink()
                .publisher()
                .publish(session.route(), event, priority, receivedAt, session.channel()::isClosing);
    }

    /** Counts and logs a rejection; returns whether its event is to be published. */
    boolean record(Rejection rejection) {
        return session.context().uplink().rejections().record(session.route(), rejection);
    }

    /** Publishes the event of a rejection, or drops it if it cannot be published immediately. */
    void publish(Rejection rejection) throws InterruptedException {
        session.context().uplink().rejections().publish(session.route(), rejection, events);
    }

    /** Publishes a security event about a message that the registration status forbids, at most once per minute. */
    void reportForbidden() throws InterruptedException {
        long now = session.time().nanos();
        IntervalGate gate = forbiddenGate;
        if (gate == null) {
            gate = new IntervalGate(FORBIDDEN_INTERVAL);
            forbiddenGate = gate;
        }
        if (!gate.isOpen(now)) {
            return;
        }
        gate.close(now);
        String info = "a message that the charge point's registration does not allow";
        String fields = GatewayEvents.security(
                "InvalidMessages", info, session.channel().remoteAddress());
        UplinkItem.Notice notice = new UplinkItem.Notice(EventType.SECURITY_EVENT, fields, now);
        if (publish(notice, EventPriority.NORMAL) != RetryingPublisher.Result.DURABLE) {
            // Not immediately, because each attempt may take as long as the answer limit.
            gate.closeFor(FORBIDDEN_RETRY, session.time().nanos());
        }
    }

    /** Publishes the offline event; false if it was dropped. */
    boolean publishOffline(String fields) throws InterruptedException {
        byte[] event = events.ofSession(EventType.DEVICE_OFFLINE, fields);
        return session.context().uplink().publisher().publishOffline(session.route(), event);
    }

    void closeForOutage() {
        session.channel().close(new CloseStatus(CloseStatus.TRY_AGAIN_LATER, "try again later"));
    }
}
