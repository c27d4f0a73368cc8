package org.ocppgateway.gateway.api;

import org.ocppgateway.gateway.security.KeyRotation;
import org.ocppgateway.protocol.ChargePointId;

/** Actions on the session of a charge point, on any pod. Called on virtual threads; every call is bounded in time. */
public interface SessionActions {

    /** Ends the session if the changed entry no longer permits it. */
    void review(ChargePointId chargePointId) throws InterruptedException;

    /** Generates a key and sets it on the charge point. */
    KeyRotation.Result rotate(ChargePointId chargePointId) throws InterruptedException;
}
