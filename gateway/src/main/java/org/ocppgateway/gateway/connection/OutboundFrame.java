package org.ocppgateway.gateway.connection;

import java.nio.ByteBuffer;

/** A frame that the gateway sends. */
public sealed interface OutboundFrame {
    Ping PING = new Ping();

    /** One OCPP message. */
    record Text(String text) implements OutboundFrame {}

    /** A ping without payload. */
    record Ping() implements OutboundFrame {}

    /** The answer to a ping of the peer, with the payload of that ping. */
    record Pong(ByteBuffer payload) implements OutboundFrame {}

    /** The close frame, the last frame of a connection. */
    record Close(CloseStatus status) implements OutboundFrame {}
}
