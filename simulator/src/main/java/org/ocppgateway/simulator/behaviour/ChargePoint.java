package org.ocppgateway.simulator.behaviour;

import org.ocppgateway.simulator.net.CloseReason;

/**
 * A simulated charge point, driven by events. Not thread-safe: all calls come from one thread.
 *
 * <p>All times are nanoseconds since the Unix epoch.
 */
public interface ChargePoint {

    /** Powers the charge point on. */
    void start(long now);

    void onOpen(long now);

    void onMessage(String text, long now);

    /** Reports the end of a connection, or a failed connection attempt. */
    void onClose(CloseReason closeReason, long now);

    /** Runs all timers that are due. */
    void onTimer(long now);

    /**
     * Returns the time of the next timer, {@code Long.MAX_VALUE} for none. Every call to this charge point can change
     * it.
     */
    long nextTimerAt();

    /**
     * Starts the shutdown. The charge point sends no new CALL, closes its connection when no CALL is outstanding, and
     * does not reconnect.
     */
    void shutDown(long now);

    /** Returns whether the shutdown is complete and the connection has ended. */
    boolean isTerminated();
}
