package org.ocppgateway.gateway.takeover;

import org.jspecify.annotations.Nullable;
import org.ocppgateway.routing.route.Lease;

/** Requests a takeover decision from the pod that owns the session. Thread-safe. */
@FunctionalInterface
public interface PeerArbiter {

    /**
     * Returns the decision of another pod. Blocks for a bounded time.
     *
     * @param lease the other pod's lease; null if it has none, which means that the pod is dead
     */
    TakeoverDecision decide(@Nullable Lease lease, NewConnection connection) throws InterruptedException;
}
