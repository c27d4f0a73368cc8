package org.ocppgateway.simulator.net;

/**
 * Receives the events of a connection. Called on the thread of the network loop. Times are nanoseconds since the Unix
 * epoch.
 */
public interface ClientConnectionListener {

    /** Called after the upgrade. Called at most once, before any message. */
    void onOpen(long now);

    void onMessage(String text, long now);

    /**
     * Called exactly once at the end of the connection, also if it was never open. Never called from within a method of
     * the connection.
     */
    void onClose(CloseReason closeReason, long now);
}
