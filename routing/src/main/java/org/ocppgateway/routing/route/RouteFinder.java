package org.ocppgateway.routing.route;

import java.time.Duration;
import java.util.Optional;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.PodId;

/** Finds the route of any charge point. Called by any number of virtual threads; every call is bounded in time. */
public interface RouteFinder {

    /** Returns the current route of a charge point; empty if it is not connected. */
    Optional<FoundRoute> find(ChargePointId chargePointId) throws RoutesUnavailableException, InterruptedException;

    /** The pod of a charge point, unless it is this one; empty if it is not connected, or during an outage of Redis. */
    default Optional<PodId> otherPodOf(ChargePointId chargePointId, PodId self) throws InterruptedException {
        try {
            return find(chargePointId).map(FoundRoute::pod).filter(found -> !found.equals(self));
        } catch (RoutesUnavailableException e) {
            return Optional.empty();
        }
    }

    /** Starts to read the current route without waiting. */
    default PendingRoute begin(ChargePointId chargePointId) {
        return () -> find(chargePointId);
    }

    /** Returns whether a session of the charge point ended on this pod within that time. Makes no call. */
    boolean leftWithin(ChargePointId chargePointId, Duration time);
}
