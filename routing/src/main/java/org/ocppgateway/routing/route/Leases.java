package org.ocppgateway.routing.route;

import java.util.Optional;
import org.ocppgateway.protocol.PodId;

/** Which pods live. Called by any number of virtual threads; every call is bounded in time. */
public interface Leases {

    /** The lease of a pod; empty if no process lives under that name. */
    Optional<Lease> find(PodId pod) throws RoutesUnavailableException, InterruptedException;
}
