package org.ocppgateway.routing.route;

import java.time.Duration;
import org.ocppgateway.protocol.ChargePointId;

/**
 * Counters per charge point and time window, shared by all pods. Called by any number of virtual threads; every call is
 * bounded in time.
 */
public interface WindowCounter {

    /**
     * Increments a counter and returns its value in the current window.
     *
     * @param what constant name of the counter, lower-case with hyphens
     * @param window length of the window, which starts with the first increment
     */
    long count(String what, ChargePointId chargePointId, Duration window)
            throws RoutesUnavailableException, InterruptedException;
}
