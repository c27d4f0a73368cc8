package org.ocppgateway.routing.route;

import java.util.Optional;
import org.ocppgateway.protocol.PodId;

/** Leases of live pods. Called by any number of virtual threads; every call is bounded in time. */
public interface Leases {

    /** Returns the lease of a pod; empty if no process is alive under that name. */
    Optional<Lease> find(PodId pod) throws RoutesUnavailableException, InterruptedException;
}
