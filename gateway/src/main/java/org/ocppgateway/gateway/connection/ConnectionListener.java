package org.ocppgateway.gateway.connection;

/**
 * Who a connection's messages are for. All methods are called one after the other, on virtual threads of the connection's own, which may
 * block.
 */
public interface ConnectionListener {

    /** Before the first message. */
    void onOpen() throws InterruptedException;

    /**
     * The next message; while this blocks, reading stops at the inbox's bound. Whoever holds it last says {@link Connection#release}; what
     * is left is done with when the connection has ended.
     */
    void onMessage(String text) throws InterruptedException;

    /** After the last message, exactly once, whatever happened before. */
    void onClose(Disconnection disconnection);
}
