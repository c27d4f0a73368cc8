package org.ocppgateway.routing.registration;

import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.ChargePointId;

/**
 * The registrations of all charge points. Looked into once per session, not per message. Called by any number of virtual
 * threads; every call is bounded in time.
 */
public interface Registrations {

    /** What is recorded; null if nothing is, or if nobody can be asked: a charge point is never locked out for that. */
    @Nullable
    Registration find(ChargePointId chargePointId) throws InterruptedException;

    /** Records; what a newer session recorded stays. If that cannot be done now, it is done later. */
    void record(ChargePointId chargePointId, Registration registration) throws InterruptedException;
}
