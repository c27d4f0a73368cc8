package org.ocppgateway.gateway.tls;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.ocppgateway.gateway.authentication.CertificateName;

/**
 * Checks the certificate chain of a client again at an upgrade: a resumed handshake checks nothing, and a revocation list may be newer than the
 * session. Immutable.
 */
record CertificateCheck(List<X509Certificate> trusted, RevocationLists lists, StaleRevocation policy) {
    /**
     * Checks validity and revocation of every certificate up to a trusted authority.
     *
     * @param chain as the TLS session has it: accepted in its full handshake, so the signatures are not checked again
     */
    CertificateVerdict check(List<X509Certificate> chain, Instant now) {
        List<X509Certificate> path = path(chain);
        Optional<CertificateRefusal> outOfDate = CertificateDiagnosis.validity(path, now);
        if (outOfDate.isPresent()) {
            return new CertificateVerdict.Refused(outOfDate.get());
        }
        RevocationStatus worst = new RevocationStatus.Good();
        for (X509Certificate certificate : path) {
            switch (lists.status(certificate, issuers(certificate, chain), now)) {
                case RevocationStatus.Good good -> {
                    // The next one decides.
                }
                case RevocationStatus.Revoked revoked -> {
                    return refuse(
                            chain,
                            CertificateProblem.REVOKED,
                            "The certificate of " + subject(certificate) + " was revoked at " + revoked.at() + " ("
                                    + revoked.reason() + ").");
                }
                case RevocationStatus.Unknown unknown -> worst = unknown;
            }
        }
        if (worst instanceof RevocationStatus.Unknown unknown && policy == StaleRevocation.REFUSE) {
            return refuse(
                    chain,
                    CertificateProblem.REVOCATION_UNKNOWN,
                    "The revocation list of " + unknown.issuer()
                            + unknown.staleSince()
                                    .map(since -> " is out of date since " + since + ".")
                                    .orElse(" is missing."));
        }
        return new CertificateVerdict.Accepted(
                CertificateName.of(chain.getFirst().getSubjectX500Principal()), worst);
    }

    /** From the client's own certificate to the last one below an authority that is trusted by itself. */
    private List<X509Certificate> path(List<X509Certificate> chain) {
        List<X509Certificate> path = new ArrayList<>();
        X509Certificate current = chain.getFirst();
        while (current != null && !path.contains(current) && (path.isEmpty() || !trusted.contains(current))) {
            path.add(current);
            X509Certificate last = current;
            boolean anchored = trusted.stream()
                    .anyMatch(anchor -> anchor.getSubjectX500Principal().equals(last.getIssuerX500Principal()));
            current =
                    anchored ? null : issuers(last, chain).stream().findFirst().orElse(null);
        }
        return path;
    }

    private List<X509Certificate> issuers(X509Certificate certificate, List<X509Certificate> chain) {
        return Stream.concat(trusted.stream(), chain.stream())
                .filter(candidate -> candidate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal()))
                .toList();
    }

    private static CertificateVerdict refuse(
            List<X509Certificate> chain, CertificateProblem problem, String explanation) {
        X509Certificate certificate = chain.getFirst();
        return new CertificateVerdict.Refused(new CertificateRefusal(
                problem,
                CertificateName.of(certificate.getSubjectX500Principal()),
                Certificates.name(certificate.getIssuerX500Principal()),
                explanation));
    }

    private static String subject(X509Certificate certificate) {
        return Certificates.name(certificate.getSubjectX500Principal());
    }
}
