package org.ocppgateway.gateway.tls;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Everything that the files of a listener hold at one moment. Immutable.
 *
 * @param keyDigest of the bytes that a new {@link TlsContext} is needed for: certificates, keys, authorities
 * @param listDigest of the bytes of the revocation lists
 */
record TlsFiles(
        List<ServerCertificate> certificates,
        TrustedAuthorities authorities,
        RevocationLists lists,
        String keyDigest,
        String listDigest) {
    static Set<Path> all(TlsSettings settings) {
        Set<Path> files = new LinkedHashSet<>(keyFiles(settings));
        files.addAll(settings.revocationLists());
        return files;
    }

    private static Set<Path> keyFiles(TlsSettings settings) {
        Set<Path> files = new LinkedHashSet<>(settings.trustedAuthorities());
        for (CertificateFiles certificate : settings.certificates()) {
            files.add(certificate.chain());
            files.add(certificate.privateKey());
        }
        return files;
    }

    /** Reads and checks all files; the exception names all problems. */
    static TlsFiles load(TlsSettings settings) throws InvalidTlsFilesException {
        FileContents keyFiles = FileContents.read(keyFiles(settings));
        FileContents listFiles = FileContents.read(settings.revocationLists());
        List<String> problems = new ArrayList<>();
        List<ServerCertificate> certificates = new ArrayList<>();
        for (CertificateFiles files : settings.certificates()) {
            try {
                certificates.add(ServerCertificate.load(files, keyFiles));
            } catch (InvalidTlsFilesException e) {
                problems.add(e.getMessage());
            }
        }
        TrustedAuthorities authorities = null;
        try {
            authorities = TrustedAuthorities.load(settings.trustedAuthorities(), keyFiles);
        } catch (InvalidTlsFilesException e) {
            problems.add(e.getMessage());
        }
        RevocationLists lists = RevocationLists.NONE;
        try {
            lists = RevocationLists.load(settings.revocationLists(), listFiles);
        } catch (InvalidTlsFilesException e) {
            problems.add(e.getMessage());
        }
        if (!problems.isEmpty() || authorities == null) {
            throw new InvalidTlsFilesException(problems);
        }
        return new TlsFiles(certificates, authorities, lists, keyFiles.digest(), listFiles.digest());
    }

    List<String> warnings(Instant now) {
        return certificates.stream()
                .map(certificate -> CertificateWarnings.of(certificate, now))
                .flatMap(Collection::stream)
                .toList();
    }

    List<TlsMetrics.Expiry> expiries(Instant now) {
        List<TlsMetrics.Expiry> expiries = new ArrayList<>();
        for (ServerCertificate certificate : certificates) {
            for (X509Certificate link : certificate.chain()) {
                expiries.add(expiry("certificate", link, now));
            }
        }
        for (X509Certificate authority : authorities.certificates()) {
            expiries.add(expiry("authority", authority, now));
        }
        for (RevocationList list : lists.lists()) {
            list.nextUpdate()
                    .ifPresent(next -> expiries.add(new TlsMetrics.Expiry(
                            "revocation_list", Certificates.name(list.issuer()), seconds(now, next))));
        }
        return expiries;
    }

    private static TlsMetrics.Expiry expiry(String kind, X509Certificate certificate, Instant now) {
        return new TlsMetrics.Expiry(
                kind,
                Certificates.name(certificate.getSubjectX500Principal()),
                seconds(now, certificate.getNotAfter().toInstant()));
    }

    private static double seconds(Instant now, Instant then) {
        return Duration.between(now, then).toMillis() / 1000.0;
    }
}
