package org.ocppgateway.gateway.connection;

import java.nio.ByteBuffer;

/** What leaves through a connection's writer. */
public sealed interface Outgoing {
    Ping PING = new Ping();

    /** One OCPP message. */
    record Text(String text) implements Outgoing {}

    /** Asks the peer for a sign of life. */
    record Ping() implements Outgoing {}

    /** Answers the peer's ping with the peer's own bytes. */
    record Pong(ByteBuffer payload) implements Outgoing {}

    /** The last frame of a connection. */
    record Close(CloseStatus status) implements Outgoing {}
}
