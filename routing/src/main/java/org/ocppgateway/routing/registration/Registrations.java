package org.ocppgateway.routing.registration;

import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.ChargePointId;

/**
 * Registrations of all charge points. Read once per session, not per message. Called by any number of virtual threads;
 * every call is bounded in time.
 */
public interface Registrations {

    /**
     * Returns the registration; null if there is none or it cannot be read: an outage never locks a charge point out.
     */
    @Nullable
    Registration find(ChargePointId chargePointId) throws InterruptedException;

    /**
     * Returns the registration without prolonging its lifetime, for people; null if there is none or it cannot be read.
     */
    @Nullable
    Registration peek(ChargePointId chargePointId) throws InterruptedException;

    /** Stores a registration unless a newer session has stored one. If the store is unavailable, it is stored later. */
    void record(ChargePointId chargePointId, Registration registration) throws InterruptedException;
}
