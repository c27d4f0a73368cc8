package org.ocppgateway.gateway.session;

import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.MessageId;
import org.ocppgateway.protocol.handler.Uplink;
import org.ocppgateway.protocol.model.DeviceMessage;
import org.ocppgateway.protocol.model.EventContext;
import org.ocppgateway.protocol.model.EventContext.ReplyRequest;
import org.ocppgateway.protocol.model.EventEncoder;
import org.ocppgateway.protocol.model.EventId;
import org.ocppgateway.protocol.model.EventType;
import org.ocppgateway.protocol.model.IdTokenMask;
import org.ocppgateway.routing.route.Route;

/** Numbers and encodes the events of one session. Used by the uplink lane's worker only. */
final class Events {
    private final Route route;
    private final InstantSource clock;
    private final IdTokenMask idTokens;
    private long sequence;

    Events(Route route, InstantSource clock, IdTokenMask idTokens) {
        this.route = route;
        this.clock = clock;
        this.idTokens = idTokens;
    }

    /**
     * The event of an accepted CALL or SEND.
     *
     * @param request what it asks of the backend; null if nothing
     */
    byte[] ofMessage(MessageId messageId, Uplink.Accepted message, @Nullable ReplyRequest request) {
        sequence++;
        String contentKey = message.contentKey();
        String id = contentKey == null
                ? EventId.of(route.chargePointId(), route.epoch(), sequence)
                : EventId.of(route.chargePointId(), message.action(), idTokens.contentKey(contentKey));
        DeviceMessage origin = new DeviceMessage(
                message.action(), messageId, idTokens.payload(message.payload().raw()), message.violations());
        return EventEncoder.encode(context(id, request), message.type(), idTokens.fields(message.fields()), origin);
    }

    /** An event of the gateway's own about the session. */
    byte[] ofSession(EventType type, String fields) {
        sequence++;
        String id = EventId.of(route.chargePointId(), route.epoch(), sequence);
        return EventEncoder.encode(context(id, null), type, fields, null);
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
