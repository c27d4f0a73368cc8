package org.ocppgateway.gateway.connection;

import org.ocppgateway.routing.log.LogSubject;

/**
 * Handles the messages of one connection. The methods are called one after the other on virtual threads of the connection, and may
 * block.
 */
public interface ConnectionListener {
    /** Names the charge point and its session in log lines. Thread-safe; does not block. */
    LogSubject subject();

    /** Called once, before the first message. */
    void onOpen() throws InterruptedException;

    /**
     * Called for each message, in order of arrival. While it blocks, messages queue up to the inbox limit; then reading stops.
     *
     * @param permit released by the listener when the message is processed; permits that are not released end with the connection
     */
    void onMessage(String text, BacklogPermit permit) throws InterruptedException;

    /** Called exactly once, after the last message, even if {@link #onOpen} or {@link #onMessage} failed. */
    void onClose(Disconnection disconnection);
}
