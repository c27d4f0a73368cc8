package org.ocppgateway.gateway.security;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.ocppgateway.gateway.authentication.AuthenticationResult.Refused;
import org.ocppgateway.gateway.authentication.RefusalReason;
import org.ocppgateway.gateway.credential.CredentialChain;
import org.ocppgateway.gateway.credential.CredentialLookup;
import org.ocppgateway.gateway.limit.RateLimit;
import org.ocppgateway.gateway.limit.TokenBucket;
import org.ocppgateway.protocol.ChargePointId;

/**
 * Looks for the entry of an unknown identity in upper and in lower case, so that a refusal can name the right spelling. Anyone can cause such
 * lookups, so their rate is limited; above it the refusal has the general suggestion. Thread-safe.
 */
final class IdentityCase {
    private static final int PER_SECOND = 10;

    private final CredentialChain sources;
    private final LongSupplier nanoTime;
    private final TokenBucket lookups;

    /** @param nanoTime monotonic clock in nanoseconds */
    IdentityCase(CredentialChain sources, LongSupplier nanoTime) {
        this.sources = sources;
        this.nanoTime = nanoTime;
        this.lookups = new TokenBucket(new RateLimit(PER_SECOND, PER_SECOND), nanoTime.getAsLong());
    }

    /** Returns the refusal with a suggestion, if it says that the identity is unknown and another spelling is known. */
    Refused explain(ChargePointId tried, Refused refused) throws InterruptedException {
        // A status other than 404 hides that the identity is unknown, and a further lookup would show it by its time.
        if (refused.reason() != RefusalReason.UNKNOWN_IDENTITY
                || refused.status() != refused.reason().status()) {
            return refused;
        }
        Optional<String> known = known(tried.value());
        return known.map(id -> refused.withSuggestion("Identities are case-sensitive. There is an entry for \"" + id
                        + "\": use this spelling at the end of the charge point's URL."))
                .orElse(refused);
    }

    private Optional<String> known(String tried) throws InterruptedException {
        List<String> others = Stream.of(tried.toUpperCase(Locale.ROOT), tried.toLowerCase(Locale.ROOT))
                .filter(other -> !other.equals(tried))
                .toList();
        for (String other : others) {
            if (lookups.tryTake(nanoTime.getAsLong())
                    && sources.find(new ChargePointId(other)) instanceof CredentialLookup.Found) {
                return Optional.of(other);
            }
        }
        return Optional.empty();
    }
}
