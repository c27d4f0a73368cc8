package org.ocppgateway.gateway.endpoint;

import java.util.Optional;

/** Decides, before the 101, whether a charge point may come in. May block; called on a virtual thread. */
@FunctionalInterface
public interface Admission {

    /** Why not, or nothing if it may. */
    Optional<Refusal> refuse(Arrival arrival) throws InterruptedException;
}
