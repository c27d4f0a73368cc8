package org.ocppgateway.gateway.admission;

import java.util.Optional;

/** One check of an {@link AdmissionPolicy}. Thread-safe. */
@FunctionalInterface
public interface AdmissionCheck {

    /** Returns the refusal, or nothing if the check passes. Called on a virtual thread; may block for a bounded time. */
    Optional<Refusal> check(AdmissionRequest request) throws InterruptedException;

    /** Begins what takes time, while other checks run. Must not block. The check itself is made by the returned object, if at all. */
    default Prepared prepare(AdmissionRequest request) {
        return () -> check(request);
    }

    /** A check of one request. Used by one thread, at most once. */
    @FunctionalInterface
    interface Prepared {
        Optional<Refusal> check() throws InterruptedException;
    }
}
