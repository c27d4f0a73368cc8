package org.ocppgateway.gateway.endpoint;

import java.util.Optional;
import org.ocppgateway.gateway.admission.AdmissionRequest;
import org.ocppgateway.gateway.admission.Refusal;

/** Decides, before the 101, whether a charge point may come in. May block; called on a virtual thread. */
@FunctionalInterface
public interface Admission {

    /** Why not, or nothing if it may. */
    Optional<Refusal> refuse(AdmissionRequest arrival) throws InterruptedException;
}
