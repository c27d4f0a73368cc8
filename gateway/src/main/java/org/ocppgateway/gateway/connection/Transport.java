package org.ocppgateway.gateway.connection;

/** The socket under a connection. Nothing here blocks. */
public interface Transport {

    /** Sends one frame. The next one is given only after this one's {@code sent} was told how it went. */
    void send(OutboundFrame outgoing, Sent sent);

    /** Asks for one more message; without it none is delivered. */
    void demand();

    /** Cuts the connection without a closing handshake. May be called at any time, more than once. */
    void abort();

    /** Where the peer is, for people. */
    String remoteAddress();

    /** Told once how sending a frame ended, on any thread. */
    interface Sent {
        void succeeded();

        void failed(Throwable cause);
    }
}
