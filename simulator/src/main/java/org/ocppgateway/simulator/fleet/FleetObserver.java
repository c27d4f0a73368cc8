package org.ocppgateway.simulator.fleet;

import java.time.Instant;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.simulator.net.CloseReason;

/**
 * Observes all frames between charge points and server, in order per charge point. Called on the network thread; must
 * not block.
 */
public interface FleetObserver {
    FleetObserver NONE = new FleetObserver() {};

    default void onOpen(ChargePointId id, Instant at) {}

    /** Called when a text message is passed to the connection. The connection can still lose the message. */
    default void onSent(ChargePointId id, String text, Instant at) {}

    default void onReceived(ChargePointId id, String text, Instant at) {}

    /** Called when a connection or a connection attempt has ended. */
    default void onClose(ChargePointId id, CloseReason closeReason, Instant at) {}
}
