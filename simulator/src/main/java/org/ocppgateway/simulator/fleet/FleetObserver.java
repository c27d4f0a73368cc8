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

    default void opened(ChargePointId id, Instant at) {}

    /** A text message was handed to the connection. It may still be lost with it. */
    default void sent(ChargePointId id, String text, Instant at) {}

    default void received(ChargePointId id, String text, Instant at) {}

    /** A connection, or an attempt to connect, is over. */
    default void closed(ChargePointId id, CloseReason closing, Instant at) {}
}
