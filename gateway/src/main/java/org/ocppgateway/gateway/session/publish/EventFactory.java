package org.ocppgateway.gateway.session.publish;

import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.MessageId;
import org.ocppgateway.protocol.dictionary.PayloadReader;
import org.ocppgateway.protocol.frame.Frame;
import org.ocppgateway.protocol.handler.Uplink;
import org.ocppgateway.protocol.json.Nesting;
import org.ocppgateway.protocol.json.UnpairedSurrogates;
import org.ocppgateway.protocol.model.DeviceMessage;
import org.ocppgateway.protocol.model.EventContext;
import org.ocppgateway.protocol.model.EventContext.ReplyRequest;
import org.ocppgateway.protocol.model.EventEncoder;
import org.ocppgateway.protocol.model.EventId;
import org.ocppgateway.protocol.model.EventType;
import org.ocppgateway.protocol.model.GatewayEvents;
import org.ocppgateway.routing.route.Route;

/** Numbers and encodes the events of one session. Not thread-safe: one uplink item is processed at a time. */
public final class EventFactory {
    private static final int MAX_ACTION_LENGTH = 255;

    private final Route route;
    private final InstantSource clock;
    private final EventMasks masks;
    private long sequence;

    public EventFactory(Route route, InstantSource clock, EventMasks masks) {
        this.route = route;
        this.clock = clock;
        this.masks = masks;
    }

    /**
     * Encodes the event of an accepted CALL or SEND.
     *
     * @param request request to the backend for a decision; null if none
     */
    public byte[] ofMessage(MessageId messageId, Uplink.Accepted message, @Nullable ReplyRequest request) {
        sequence++;
        String contentKey = message.contentKey();
        String id = contentKey == null
                ? sequentialId()
                : EventId.of(route.chargePointId(), message.action(), masks.contentKey(contentKey));
        DeviceMessage origin = new DeviceMessage(
                message.action(), messageId, masks.payload(message.payload().raw()), message.violations());
        return EventEncoder.encode(context(id, request), message.type(), masks.fields(message), origin);
    }

    /** Encodes an event that the gateway creates about the session. */
    public byte[] ofSession(EventType type, String fields) {
        sequence++;
        return EventEncoder.encode(context(sequentialId(), null), type, fields, null);
    }

    /**
     * Encodes and publishes the event of a rejected CALL. The sequence number is used only if the event is published.
     *
     * @param offer publishes the event; false if it was dropped
     */
    boolean publishRejection(Rejection rejection, Offer offer) throws InterruptedException {
        sequence++;
        boolean published = false;
        try {
            published = offer.publish(rejection(rejection));
        } finally {
            sequence -= published ? 0 : 1;
        }
        return published;
    }

    /** Publishes an event that may be lost. */
    @FunctionalInterface
    interface Offer {
        boolean publish(byte[] event) throws InterruptedException;
    }

    private byte[] rejection(Rejection rejection) {
        Action action = rejection.action() == null ? null : truncated(rejection.action());
        Frame.Call call = rejection.call();
        String fields = GatewayEvents.rejected(
                action == null ? null : action.name(),
                rejection.code().spelling(route.protocol()),
                rejection.description());
        DeviceMessage origin = null;
        if (call != null && action != null) {
            String payload = Nesting.flatten(call.payload(), PayloadReader.MAX_DEPTH);
            origin = new DeviceMessage(action, call.id(), masks.payload(payload), rejection.violations());
        }
        return EventEncoder.encode(context(sequentialId(), null), EventType.MESSAGE_REJECTED, fields, origin);
    }

    /** Truncates an unknown action, which can be any text. */
    private static Action truncated(Action action) {
        return new Action(UnpairedSurrogates.truncate(action.name(), MAX_ACTION_LENGTH));
    }

    private String sequentialId() {
        return EventId.of(route.chargePointId(), route.epoch(), sequence);
    }

    private EventContext context(String id, @Nullable ReplyRequest request) {
        return new EventContext(
                id,
                clock.instant(),
                route.pod(),
                route.chargePointId(),
                route.protocol(),
                route.epoch(),
                sequence,
                request);
    }
}
