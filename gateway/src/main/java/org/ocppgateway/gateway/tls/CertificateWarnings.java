package org.ocppgateway.gateway.tls;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.ocppgateway.gateway.authentication.CertificateName;

/** Properties that charge points in the field do not accept in a server certificate that is otherwise valid. */
final class CertificateWarnings {
    /** Record buffers of about 6 kB are common in charge points, and the handshake needs more than the chain. */
    private static final int MAX_CHAIN_BYTES = 4096;

    private static final int MIN_RSA_BITS = 2048;
    private static final int MIN_EC_BITS = 224;

    private CertificateWarnings() {}

    static List<String> of(ServerCertificate certificate, Instant now) {
        List<String> warnings = new ArrayList<>();
        addValidity(certificate, now, warnings);
        addNames(certificate, warnings);
        addSizes(certificate, warnings);
        return warnings.stream()
                .map(warning -> certificate.file() + ": " + warning)
                .toList();
    }

    private static void addValidity(ServerCertificate certificate, Instant now, List<String> warnings) {
        for (X509Certificate link : certificate.chain()) {
            String subject = Certificates.name(link.getSubjectX500Principal());
            Instant begin = link.getNotBefore().toInstant();
            Instant end = link.getNotAfter().toInstant();
            if (end.isBefore(now)) {
                warnings.add("the certificate of " + subject + " expired at " + end);
            }
            if (begin.isAfter(now)) {
                warnings.add("the certificate of " + subject + " is not valid before " + begin);
            }
        }
    }

    private static void addNames(ServerCertificate certificate, List<String> warnings) {
        if (certificate.hasWildcard()) {
            warnings.add(
                    "it has a wildcard name; charge points refuse it unless AllowCentralSystemTLSWildcards (1.6) or "
                            + "AllowCSMSTLSWildcards (2.x) is set");
        }
        boolean namesHost = CertificateName.of(certificate.leaf().getSubjectX500Principal())
                .commonName()
                .filter(name -> certificate.names().contains(name.toLowerCase(Locale.ROOT)))
                .isPresent();
        if (!namesHost) {
            warnings.add("its CN is none of its names " + certificate.names()
                    + "; charge points that check the CN only refuse it");
        }
    }

    private static void addSizes(ServerCertificate certificate, List<String> warnings) {
        int bits = Certificates.keyBits(certificate.leaf().getPublicKey());
        int minimum = certificate.keyType().startsWith("RSA") ? MIN_RSA_BITS : MIN_EC_BITS;
        if (bits > 0 && bits < minimum) {
            warnings.add("its key has " + bits + " bits; the standard demands " + minimum);
        }
        int bytes = certificate.chain().stream()
                .mapToInt(CertificateWarnings::length)
                .sum();
        if (bytes > MAX_CHAIN_BYTES) {
            warnings.add("its chain has " + bytes + " bytes; charge points with small buffers fail above about "
                    + MAX_CHAIN_BYTES);
        }
    }

    private static int length(X509Certificate certificate) {
        try {
            return certificate.getEncoded().length;
        } catch (CertificateEncodingException e) {
            return 0;
        }
    }
}
