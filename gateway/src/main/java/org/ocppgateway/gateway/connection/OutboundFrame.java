package org.ocppgateway.gateway.connection;

import java.nio.ByteBuffer;

/** What leaves through a connection's writer. */
public sealed interface OutboundFrame {
    Ping PING = new Ping();

    /** One OCPP message. */
    record Text(String text) implements OutboundFrame {}

    /** Asks the peer for a sign of life. */
    record Ping() implements OutboundFrame {}

    /** Answers the peer's ping with the peer's own bytes. */
    record Pong(ByteBuffer payload) implements OutboundFrame {}

    /** The last frame of a connection. */
    record Close(CloseStatus status) implements OutboundFrame {}
}
