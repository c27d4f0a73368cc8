package org.ocppgateway.gateway.admission;

import java.util.Optional;

/** One check of an {@link AdmissionPolicy}. Thread-safe. */
@FunctionalInterface
public interface AdmissionCheck {

    /** Returns the refusal, or nothing if the check passes. Called on a virtual thread; may block for a bounded time. */
    Optional<Refusal> check(AdmissionRequest request) throws InterruptedException;
}
