package org.ocppgateway.gateway.proxyprotocol;

import java.util.Optional;

/**
 * TLS between the client and the proxy (PP2_TYPE_SSL).
 *
 * @param version for example {@code TLSv1.3}
 * @param cipher as the proxy names it
 * @param certificate what the proxy reports about a certificate of the client
 */
public record ProxyTls(Optional<String> version, Optional<String> cipher, ClientCertificate certificate) {
    /** The client's certificate. */
    public sealed interface ClientCertificate {
        /** The client sent none, or the proxy does not say. */
        record None() implements ClientCertificate {}

        /** The client sent one, and the proxy could not verify it. Its name counts for nothing, so it is not here. */
        record Unverified() implements ClientCertificate {}

        /**
         * The proxy verified it: result 0.
         *
         * @param commonName of its subject; empty if the proxy does not pass it
         */
        record Verified(Optional<String> commonName) implements ClientCertificate {}
    }
}
