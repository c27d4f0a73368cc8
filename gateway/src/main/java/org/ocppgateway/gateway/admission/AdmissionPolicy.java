package org.ocppgateway.gateway.admission;

import java.util.List;
import java.util.Optional;
import org.ocppgateway.gateway.authentication.AuthenticationResult;

/**
 * Decides whether an upgrade is accepted: runs the checks before the credentials, the credentials, and the checks after them, each in
 * order. The first refusal wins. Checks after the credentials are prepared before them, so that their reads share a pipeline. Thread-safe.
 */
public final class AdmissionPolicy {
    private final List<AdmissionCheck> before;
    private final CredentialCheck credentials;
    private final List<AdmissionCheck> after;

    /**
     * @param before checks that need no credentials, cheap ones first
     * @param after checks that only a request with valid credentials reaches, so that no other request uses up what they limit
     */
    public AdmissionPolicy(List<AdmissionCheck> before, CredentialCheck credentials, List<AdmissionCheck> after) {
        this.before = List.copyOf(before);
        this.credentials = credentials;
        this.after = List.copyOf(after);
    }

    /** Decides about one request. Called on a virtual thread; blocks for a bounded time. */
    public AdmissionResult decide(AdmissionRequest request) throws InterruptedException {
        for (AdmissionCheck check : before) {
            Optional<Refusal> refusal = check.check(request);
            if (refusal.isPresent()) {
                return new AdmissionResult.Refused(refusal.get());
            }
        }
        List<AdmissionCheck.Prepared> prepared =
                after.stream().map(check -> check.prepare(request)).toList();
        return switch (credentials.check(request)) {
            case AuthenticationResult.Refused refused -> new AdmissionResult.Refused(refusal(refused));
            case AuthenticationResult.Admitted admitted -> {
                Optional<Refusal> late = firstRefusal(prepared);
                if (late.isPresent()) {
                    yield new AdmissionResult.Refused(late.get());
                }
                credentials.onAdmitted(request.chargePointId(), admitted);
                yield new AdmissionResult.Admitted(
                        request.chargePointId(), request.remoteAddress(), admitted.authenticated());
            }
        };
    }

    private static Optional<Refusal> firstRefusal(List<AdmissionCheck.Prepared> checks) throws InterruptedException {
        for (AdmissionCheck.Prepared check : checks) {
            Optional<Refusal> refusal = check.check();
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        return Optional.empty();
    }

    private static Refusal refusal(AuthenticationResult.Refused refused) {
        return new Refusal(
                refused.status(),
                refused.answer(),
                refused.retryAfter(),
                refused.reason().stage(),
                refused.reason().label(),
                refused.details(),
                refused.suggestion());
    }
}
