package org.ocppgateway.gateway.tls;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Versions, suites and certificates that a listener offers to its clients.
 *
 * @param versions for example {@code TLSv1.2}
 * @param keyTypes of its certificates: RSA, EC, ...
 * @param wildcard whether one of its certificates has a wildcard name
 */
public record ServerOffer(
        List<String> versions,
        List<String> cipherSuites,
        List<String> signatureSchemes,
        Set<String> keyTypes,
        boolean wildcard) {
    static ServerOffer of(TlsSettings settings, List<ServerCertificate> certificates) {
        return new ServerOffer(
                settings.options().tls12Only() ? List.of("TLSv1.2") : List.of("TLSv1.3", "TLSv1.2"),
                CipherSuites.of(settings.options()),
                SignatureSchemes.of(settings.options()),
                certificates.stream().map(ServerCertificate::keyType).collect(Collectors.toSet()),
                certificates.stream().anyMatch(ServerCertificate::hasWildcard));
    }
}
