package org.ocppgateway.gateway.admission;

import java.util.List;
import java.util.Optional;

/** Decides whether an upgrade is accepted: runs its checks in order, and the first refusal wins. Thread-safe. */
public final class AdmissionPolicy {
    private final List<AdmissionCheck> checks;

    /** @param checks in order, cheap ones first */
    public AdmissionPolicy(List<AdmissionCheck> checks) {
        this.checks = List.copyOf(checks);
    }

    /** Decides about one request. Called on a virtual thread; blocks for a bounded time. */
    public AdmissionResult decide(AdmissionRequest request) throws InterruptedException {
        for (AdmissionCheck check : checks) {
            Optional<Refusal> refusal = check.check(request);
            if (refusal.isPresent()) {
                return new AdmissionResult.Refused(refusal.get());
            }
        }
        return new AdmissionResult.Admitted(request.chargePointId(), request.remoteAddress());
    }
}
