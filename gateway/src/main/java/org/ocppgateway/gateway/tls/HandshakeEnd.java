package org.ocppgateway.gateway.tls;

/** How a TLS connection ended before its first request. */
public sealed interface HandshakeEnd {
    /** The TLS library gave up, also because of an alert of the client. */
    record Failed(Throwable cause) implements HandshakeEnd {}

    /** The client closed the connection, or the network did. */
    record ClosedByPeer() implements HandshakeEnd {}

    /** The deadline passed. */
    record TimedOut() implements HandshakeEnd {}

    /** The limit of open handshakes was reached. */
    record Overloaded() implements HandshakeEnd {}

    /**
     * The handshake was done, and the client left without a request.
     *
     * @param version the TLS version agreed on
     */
    record ClosedWithoutRequest(String version) implements HandshakeEnd {}

    /** The client sent records without content without end. */
    record EmptyRecords() implements HandshakeEnd {}
}
