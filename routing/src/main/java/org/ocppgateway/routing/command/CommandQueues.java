package org.ocppgateway.routing.command;

import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.ChargePointId;

/** The command queues of the charge points that are connected to this pod. Implemented by the gateway. */
public interface CommandQueues {

    /** Returns the queue of the charge point's current session on this pod, or null. */
    @Nullable
    CommandQueue find(ChargePointId chargePointId);
}
