package org.ocppgateway.simulator.fleet;

import java.time.Instant;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.simulator.net.CloseReason;

/**
 * Sees everything that passes between charge points and server, in order for each charge point. Called on the network
 * thread: it must be quick and must not block.
 */
public interface FleetObserver {
    FleetObserver NONE = new FleetObserver() {};

    default void onOpen(ChargePointId id, Instant at) {}

    /** A text message was handed to the connection. It may still be lost with it. */
    default void onSent(ChargePointId id, String text, Instant at) {}

    default void onReceived(ChargePointId id, String text, Instant at) {}

    /** A connection, or an attempt to connect, is over. */
    default void onClose(ChargePointId id, CloseReason closeReason, Instant at) {}
}
