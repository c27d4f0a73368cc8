package org.ocppgateway.gateway.tls;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** All configured revocation lists; immutable. */
record RevocationLists(List<RevocationList> lists) {
    static final RevocationLists NONE = new RevocationLists(List.of());

    private static final RevocationStatus GOOD = new RevocationStatus.Good();

    static RevocationLists load(List<Path> files, FileContents contents) throws InvalidTlsFilesException {
        List<RevocationList> lists = new ArrayList<>();
        for (Path file : files) {
            lists.addAll(RevocationList.read(file, contents.of(file)));
        }
        return new RevocationLists(List.copyOf(lists));
    }

    /**
     * Status of one certificate.
     *
     * @param issuers certificates that may be its issuer; lists that none of them signed do not count
     */
    RevocationStatus status(X509Certificate certificate, List<X509Certificate> issuers, Instant now) {
        if (lists.isEmpty()) {
            return GOOD;
        }
        List<RevocationList> valid = lists.stream()
                .filter(list -> list.issuer().equals(certificate.getIssuerX500Principal()))
                .filter(list -> list.covers(certificate))
                .filter(list -> issuers.stream().anyMatch(issuer -> list.isSignedBy(issuer.getPublicKey())))
                .toList();
        for (RevocationList list : valid) {
            Optional<RevocationStatus.Revoked> revocation = list.revocation(certificate);
            if (revocation.isPresent()) {
                return revocation.get();
            }
        }
        if (valid.stream().anyMatch(list -> !list.isStale(now))) {
            return GOOD;
        }
        return new RevocationStatus.Unknown(
                Certificates.name(certificate.getIssuerX500Principal()),
                valid.stream().flatMap(list -> list.nextUpdate().stream()).max(Comparator.naturalOrder()));
    }
}
