package org.ocppgateway.routing.route;

import java.time.Duration;
import java.util.Optional;
import org.ocppgateway.protocol.ChargePointId;

/** Where any charge point is connected. Called by any number of virtual threads; every call is bounded in time. */
public interface RouteFinder {

    /** The current route of a charge point; empty if it is connected nowhere. */
    Optional<FoundRoute> find(ChargePointId chargePointId) throws RoutesUnavailableException, InterruptedException;

    /** Begins to read the current route. Does not wait. */
    default PendingRoute begin(ChargePointId chargePointId) {
        return () -> find(chargePointId);
    }

    /** Whether a session of the charge point ended on this pod no longer ago than that. Costs no call. */
    boolean leftWithin(ChargePointId chargePointId, Duration time);
}
