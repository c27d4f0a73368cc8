package org.ocppgateway.gateway.session;

import java.time.Instant;
import org.ocppgateway.protocol.MessageId;
import org.ocppgateway.protocol.handler.Uplink;
import org.ocppgateway.protocol.model.EventType;
import org.ocppgateway.routing.route.Route;

/** Encodes what a session publishes. */
public interface Events {

    /** The event of an accepted CALL or SEND. */
    byte[] ofMessage(Route session, long sequence, Instant time, MessageId messageId, Uplink.Accepted message);

    /**
     * An event of the gateway's own about the session.
     *
     * @param fields the members of a JSON object, without its braces; may be empty
     */
    byte[] ofSession(Route session, long sequence, Instant time, EventType type, String fields);
}
