package org.ocppgateway.gateway.admission;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.ocppgateway.gateway.authentication.ClientCertificate;
import org.ocppgateway.gateway.limit.RateLimit;
import org.ocppgateway.gateway.limit.TokenBucket;
import org.ocppgateway.gateway.takeover.NewConnection;
import org.ocppgateway.gateway.takeover.TakeoverCoordinator;
import org.ocppgateway.gateway.takeover.TakeoverDecision;

/** The checks of this gateway, in the order in which the policy runs them. */
public final class AdmissionChecks {
    private AdmissionChecks() {}

    /**
     * The process is ready.
     *
     * @param problem returns why it is not ready; empty if it is
     */
    public static AdmissionCheck ready(Supplier<Optional<String>> problem) {
        return request -> refuseIf(problem.get().isPresent(), "not ready");
    }

    /** Fewer connections are open than the maximum. */
    public static AdmissionCheck connectionsAvailable(BooleanSupplier isFull) {
        return request -> refuseIf(isFull.getAsBoolean(), "too many connections");
    }

    /** The heap has enough free memory. */
    public static AdmissionCheck heapAvailable(BooleanSupplier isHigh) {
        return request -> refuseIf(isHigh.getAsBoolean(), "memory is short");
    }

    /**
     * The client certificate, if there is one, is valid and not revoked. The TLS handshake does not check that when it resumes a session, and
     * never checks revocation.
     */
    public static AdmissionCheck certificateValid() {
        return request -> request.client().transport().certificate() instanceof ClientCertificate.Rejected rejected
                ? Optional.of(Refusal.CERTIFICATE_REJECTED.explained(
                        rejected.name() + ": " + rejected.problem(),
                        "Install a valid client certificate on the charge point."))
                : Optional.empty();
    }

    /**
     * The rate of upgrades on this pod is within its limit.
     *
     * @param nanoTime monotonic clock in nanoseconds
     */
    public static AdmissionCheck withinRate(RateLimit limit, LongSupplier nanoTime) {
        TokenBucket bucket = new TokenBucket(limit, nanoTime.getAsLong());
        return request -> refuseIf(!bucket.tryTake(nanoTime.getAsLong()), "too many at once");
    }

    /** No other connection of the charge point stays. Blocks for a bounded time. */
    public static AdmissionCheck takeover(TakeoverCoordinator takeovers) {
        return new AdmissionCheck() {
            @Override
            public Optional<Refusal> check(AdmissionRequest request) throws InterruptedException {
                return prepare(request).check();
            }

            @Override
            public Prepared prepare(AdmissionRequest request) {
                TakeoverCoordinator.Lookup lookup = takeovers.begin(request.chargePointId());
                return () -> refusal(takeovers.decide(connection(request), lookup));
            }
        };
    }

    private static NewConnection connection(AdmissionRequest request) {
        return new NewConnection(request.chargePointId(), request.remoteAddress());
    }

    private static Optional<Refusal> refusal(TakeoverDecision decision) {
        return switch (decision) {
            case GONE, YIELDS -> Optional.empty();
            case STAYS -> Optional.of(Refusal.conflict("connected already"));
            case BUSY -> Optional.of(Refusal.unavailable("too many takeovers"));
        };
    }

    private static Optional<Refusal> refuseIf(boolean condition, String reason) {
        return condition ? Optional.of(Refusal.unavailable(reason)) : Optional.empty();
    }
}
