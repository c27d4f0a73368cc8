package org.ocppgateway.routing.route;

import java.util.List;

/** The pods that are alive. Called by any number of virtual threads; every call is bounded in time. */
public interface LivePods {
    /** The leases of all pods that have one, sorted by pod. A pod appears within one renewal interval of its start. */
    List<Lease> list() throws RoutesUnavailableException, InterruptedException;
}
