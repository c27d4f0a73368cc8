package org.ocppgateway.gateway.tls;

import java.time.Instant;
import java.util.Optional;

/** Status of a certificate by the revocation lists. */
public sealed interface RevocationStatus {
    /** A current list of its issuer does not name it, or no lists are configured. */
    record Good() implements RevocationStatus {}

    /**
     * A list names it, no matter how old that list is.
     *
     * @param reason as RFC 5280 calls it, for example {@code KEY_COMPROMISE}
     */
    record Revoked(Instant at, String reason) implements RevocationStatus {}

    /**
     * No current list of its issuer is there.
     *
     * @param issuer distinguished name of the authority whose list is needed
     * @param staleSince when the newest list should have been renewed; empty if there is none
     */
    record Unknown(String issuer, Optional<Instant> staleSince) implements RevocationStatus {}
}
