package org.ocppgateway.routing.command;

import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.ChargePointId;

/** The charge points connected to this pod, as commands see them. Implemented by the gateway. */
public interface CommandQueues {

    /** The lane of the charge point's current session here, or null. */
    @Nullable
    CommandQueue find(ChargePointId chargePointId);
}
