package org.ocppgateway.gateway.connection;

/** The socket of a connection. No method blocks. */
public interface Transport {

    /** Sends one frame. The caller sends the next frame only after the result of this one was reported. */
    void send(OutboundFrame frame, SendListener listener);

    /** Requests the next frame. No frame is delivered without a request. */
    void demand();

    /** Cuts the connection without a closing handshake. May be called at any time and more than once. */
    void abort();

    /** Remote address as {@code host:port}, for logs and events. */
    String remoteAddress();

    /** Bytes transferred so far. */
    ByteCounts byteCounts();

    /**
     * Bytes of the WebSocket frames of a connection, after compression, with frame headers and without TLS.
     *
     * @param received from the peer
     * @param sent to the peer
     */
    record ByteCounts(long received, long sent) {
        public static final ByteCounts NONE = new ByteCounts(0, 0);
    }

    /** Receives the result of sending a frame. One of the methods is called exactly once per frame, on any thread. */
    interface SendListener {
        void onSent();

        void onSendFailed(Throwable cause);
    }
}
