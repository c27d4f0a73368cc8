package org.ocppgateway.gateway.tls;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * TLS of one listener.
 *
 * @param certificates at least one. Several serve several names (SNI) or several key types for one name: the standard requires RSA
 *     and ECDSA side by side. The first, with those that share a name with it, is the default for clients that send no name or
 *     an unknown one
 * @param clientAuthentication whether the listener requests or requires a client certificate
 * @param trustedAuthorities PEM files with the CA certificates that client certificates are checked against, intermediate ones
 *     allowed; needed for {@code WANT} and {@code NEED}. The JVM's own list is never used
 * @param revocationLists PEM or DER files of full revocation lists; empty: revocation is not checked
 * @param staleRevocation what happens if a list is missing or past its next update
 * @param sessionTimeout how long a session can be resumed, at most 7 days
 * @param sessionCacheSize sessions kept in memory for clients without session tickets, at least 1
 * @param options deviations for old firmware
 */
public record TlsSettings(
        List<CertificateFiles> certificates,
        ClientAuthentication clientAuthentication,
        List<Path> trustedAuthorities,
        List<Path> revocationLists,
        StaleRevocation staleRevocation,
        Duration sessionTimeout,
        int sessionCacheSize,
        ProtocolOptions options) {
    /** The longest ticket lifetime that RFC 8446 allows. */
    static final Duration MAX_SESSION_TIMEOUT = Duration.ofDays(7);

    public TlsSettings {
        certificates = List.copyOf(certificates);
        trustedAuthorities = List.copyOf(trustedAuthorities);
        revocationLists = List.copyOf(revocationLists);
        if (certificates.isEmpty()) {
            throw new IllegalArgumentException("TLS needs at least one certificate");
        }
        if (clientAuthentication != ClientAuthentication.NONE && trustedAuthorities.isEmpty()) {
            throw new IllegalArgumentException("client certificates need trusted authorities");
        }
        if (sessionTimeout.compareTo(Duration.ofSeconds(1)) < 0 || sessionTimeout.compareTo(MAX_SESSION_TIMEOUT) > 0) {
            throw new IllegalArgumentException(
                    "session timeout must be between 1 second and 7 days: " + sessionTimeout);
        }
        if (sessionCacheSize < 1) {
            throw new IllegalArgumentException("session cache size must be at least 1: " + sessionCacheSize);
        }
    }
}
