package org.ocppgateway.routing.route;

import java.time.Duration;
import org.ocppgateway.protocol.ChargePointId;

/** Counts per charge point that all pods share. Called by any number of virtual threads; every call is bounded in time. */
public interface WindowCounter {

    /**
     * Counts one more of something and returns how many there have been since the first in the current window.
     *
     * @param what a fixed word, lower-case with hyphens
     * @param window how long after its first the count begins anew
     */
    long count(String what, ChargePointId chargePointId, Duration window)
            throws RoutesUnavailableException, InterruptedException;
}
