package org.ocppgateway.gateway.tls;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.ocppgateway.gateway.authentication.CertificateName;

/**
 * Determines why a chain is refused, from the chain itself: the JDK's exception contains the reason only in its text, and not always. The
 * checks begin with the one whose result helps an installer most.
 */
final class CertificateDiagnosis {
    private static final String CLIENT_AUTHENTICATION = "1.3.6.1.5.5.7.3.2";
    private static final String ANY_USAGE = "2.5.29.37.0";
    private static final int DIGITAL_SIGNATURE = 0;

    private final List<X509Certificate> chain;
    private final List<X509Certificate> trusted;
    private final Instant now;

    private CertificateDiagnosis(List<X509Certificate> chain, List<X509Certificate> trusted, Instant now) {
        // Some clients send a certificate twice.
        this.chain = chain.stream().distinct().toList();
        this.trusted = trusted;
        this.now = now;
    }

    /**
     * Explains a refusal.
     *
     * @param chain as the client sent it, its own certificate first
     * @param failure exception of the JDK, used if nothing else is found
     */
    static CertificateRefusal of(
            List<X509Certificate> chain, List<X509Certificate> trusted, Instant now, Throwable failure) {
        CertificateDiagnosis diagnosis = new CertificateDiagnosis(chain, trusted, now);
        return diagnosis
                .validity()
                .or(diagnosis::issuer)
                .or(diagnosis::usage)
                .orElseGet(() -> diagnosis.refusal(
                        CertificateProblem.INVALID,
                        "The certificate is not valid: " + DeepestCause.message(failure) + "."));
    }

    /** The first certificate of the chain that is out of its period of validity. */
    static Optional<CertificateRefusal> validity(List<X509Certificate> chain, Instant now) {
        return new CertificateDiagnosis(chain, List.of(), now).validity();
    }

    private Optional<CertificateRefusal> validity() {
        for (X509Certificate certificate : chain) {
            String subject = Certificates.name(certificate.getSubjectX500Principal());
            Instant notAfter = certificate.getNotAfter().toInstant();
            if (notAfter.isBefore(now)) {
                return Optional.of(refusal(
                        CertificateProblem.EXPIRED,
                        "The certificate of " + subject + " expired at " + notAfter
                                + ". The charge point needs a new one."));
            }
            Instant notBefore = certificate.getNotBefore().toInstant();
            if (notBefore.isAfter(now)) {
                return Optional.of(refusal(
                        CertificateProblem.NOT_YET_VALID,
                        "The certificate of " + subject + " is not valid before " + notBefore + "."));
            }
        }
        return Optional.empty();
    }

    private Optional<CertificateRefusal> issuer() {
        X509Certificate top = chain.getFirst();
        for (X509Certificate next : chain.subList(1, chain.size())) {
            if (!trusted.contains(top) && !Certificates.isSelfIssued(top) && Certificates.isIssuedBy(top, next)) {
                top = next;
            }
        }
        X509Certificate last = top;
        if (trusted.contains(last) || trusted.stream().anyMatch(anchor -> Certificates.isIssuedBy(last, anchor))) {
            return Optional.empty();
        }
        String issuer = Certificates.name(last.getIssuerX500Principal());
        if (trusted.stream()
                .anyMatch(anchor -> anchor.getSubjectX500Principal().equals(last.getIssuerX500Principal()))) {
            return Optional.of(refusal(
                    CertificateProblem.UNKNOWN_AUTHORITY,
                    "The certificate names the issuer " + issuer
                            + ", but another key than that of the trusted authority of this name signed it."));
        }
        if (Certificates.isSelfIssued(last)) {
            return Optional.of(refusal(
                    CertificateProblem.UNKNOWN_AUTHORITY,
                    last.equals(chain.getFirst())
                            ? "The certificate is signed by itself, not by a trusted authority."
                            : "The authority " + issuer
                                    + " is not trusted. If it is right, add it to the trusted authorities."));
        }
        if (chain.size() == 1) {
            return Optional.of(refusal(
                    CertificateProblem.ISSUER_MISSING,
                    "The issuer " + issuer
                            + " is not known. Either the charge point does not send this intermediate certificate, "
                            + "or it belongs to an unknown authority. If it is right, add " + issuer
                            + " to the trusted authorities."));
        }
        return Optional.of(refusal(
                CertificateProblem.UNKNOWN_AUTHORITY,
                "The authority " + issuer + " is not trusted. If it is right, add it to the trusted authorities."));
    }

    private Optional<CertificateRefusal> usage() {
        X509Certificate certificate = chain.getFirst();
        boolean[] usage = certificate.getKeyUsage();
        if (usage != null && !usage[DIGITAL_SIGNATURE]) {
            return Optional.of(refusal(
                    CertificateProblem.WRONG_USAGE,
                    "The certificate does not allow signatures (key usage without digitalSignature)."));
        }
        try {
            List<String> extended = certificate.getExtendedKeyUsage();
            if (extended != null && !extended.contains(CLIENT_AUTHENTICATION) && !extended.contains(ANY_USAGE)) {
                return Optional.of(refusal(
                        CertificateProblem.WRONG_USAGE,
                        "The certificate is not made for clients (extended key usage without clientAuth)."));
            }
        } catch (CertificateParsingException e) {
            return Optional.of(refusal(CertificateProblem.INVALID, "The extended key usage cannot be read."));
        }
        return Optional.empty();
    }

    private CertificateRefusal refusal(CertificateProblem problem, String explanation) {
        X509Certificate certificate = chain.getFirst();
        return new CertificateRefusal(
                problem,
                CertificateName.of(certificate.getSubjectX500Principal()),
                Certificates.name(certificate.getIssuerX500Principal()),
                explanation);
    }
}
