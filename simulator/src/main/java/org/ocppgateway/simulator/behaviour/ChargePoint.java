package org.ocppgateway.simulator.behaviour;

import org.ocppgateway.simulator.net.CloseReason;

/** A simulated charge point, reduced to what happens to it. Belongs to one thread. */
public interface ChargePoint {

    /** It gets power. */
    void start(long now);

    void onOpen(long now);

    void onMessage(String text, long now);

    /** The connection, or the attempt to connect, is over. */
    void onClose(CloseReason closeReason, long now);

    /** The time it asked to be woken at has come. */
    void onTimer(long now);

    /** When it wants to be woken, {@code Long.MAX_VALUE} for never; may change with every call made to it. */
    long nextTimerAt();

    /** Ends it: no new CALL; it closes its connection once nothing is outstanding, and does not come back. */
    void shutDown(long now);

    /** Retired, and its connection is over. */
    boolean isTerminated();
}
