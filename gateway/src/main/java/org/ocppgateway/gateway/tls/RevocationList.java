package org.ocppgateway.gateway.tls;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CRLException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.security.auth.x500.X500Principal;

/** A full revocation list (RFC 5280). Delta lists and indirect lists are refused at load. Thread-safe. */
final class RevocationList {
    private static final String ISSUING_DISTRIBUTION_POINT = "2.5.29.28";
    private static final String DELTA_INDICATOR = "2.5.29.27";

    /** Tags inside of IssuingDistributionPoint. */
    private static final int ONLY_USER_CERTIFICATES = Der.CONTEXT + 1;

    private static final int ONLY_CA_CERTIFICATES = Der.CONTEXT + 2;
    private static final int DISTRIBUTION_POINT = Der.CONTEXT + Der.CONSTRUCTED;

    /** Keys whose signature check is remembered; an authority rarely has more than two. */
    private static final int MAX_KEYS = 16;

    private final Path file;
    private final X509CRL crl;
    private final boolean coversUsers;
    private final boolean coversAuthorities;
    private final Map<PublicKey, Boolean> signatures = new ConcurrentHashMap<>();

    private RevocationList(Path file, X509CRL crl, boolean coversUsers, boolean coversAuthorities) {
        this.file = file;
        this.crl = crl;
        this.coversUsers = coversUsers;
        this.coversAuthorities = coversAuthorities;
    }

    /** All lists of a PEM file, or the one of a DER file. */
    static List<RevocationList> read(Path name, byte[] content) throws InvalidTlsFilesException {
        List<RevocationList> lists = new ArrayList<>();
        if (!PemSection.isPem(content)) {
            lists.add(decode(name, content));
            return lists;
        }
        for (PemSection section : PemSection.read(name, content)) {
            if (section.label().equals("X509 CRL")) {
                lists.add(decode(name, section.content()));
            }
        }
        if (lists.isEmpty()) {
            throw new InvalidTlsFilesException(name + ": contains no revocation list");
        }
        return lists;
    }

    private static RevocationList decode(Path name, byte[] der) throws InvalidTlsFilesException {
        X509CRL crl;
        try {
            crl = (X509CRL) CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(der));
        } catch (CertificateException | CRLException e) {
            throw new InvalidTlsFilesException(name + ": contains a damaged revocation list: " + e.getMessage(), e);
        }
        if (crl.getExtensionValue(DELTA_INDICATOR) != null) {
            throw new InvalidTlsFilesException(name + ": is a delta list; only full revocation lists are supported");
        }
        if (crl.hasUnsupportedCriticalExtension()) {
            throw new InvalidTlsFilesException(name + ": the revocation list has a critical extension that is unknown");
        }
        return scoped(name, crl);
    }

    private static RevocationList scoped(Path name, X509CRL crl) throws InvalidTlsFilesException {
        byte[] extension = crl.getExtensionValue(ISSUING_DISTRIBUTION_POINT);
        boolean users = true;
        boolean authorities = true;
        if (extension != null) {
            // An OCTET STRING with the sequence inside.
            List<Der.Element> limits = Der.inside(extension)
                    .filter(sequence -> sequence.size() == 1)
                    .flatMap(sequence -> Der.elements(sequence.getFirst().content()))
                    .orElseThrow(() ->
                            new InvalidTlsFilesException(name + ": the scope of the revocation list cannot be read"));
            for (Der.Element limit : limits) {
                switch (limit.tag()) {
                    case ONLY_USER_CERTIFICATES -> authorities = false;
                    case ONLY_CA_CERTIFICATES -> users = false;
                    case DISTRIBUTION_POINT -> {
                        // A part of all entries: other parts are other files.
                    }
                    default ->
                        throw new InvalidTlsFilesException(
                                name
                                        + ": is limited to some reasons, to attribute certificates, or indirect; that is not supported");
                }
            }
        }
        return new RevocationList(name, crl, users, authorities);
    }

    Path file() {
        return file;
    }

    X500Principal issuer() {
        return crl.getIssuerX500Principal();
    }

    /** When a newer list must be there; empty if the list names no time. */
    Optional<Instant> nextUpdate() {
        return Optional.ofNullable(crl.getNextUpdate()).map(Date::toInstant);
    }

    boolean isStale(Instant now) {
        return nextUpdate().filter(now::isAfter).isPresent();
    }

    boolean covers(X509Certificate certificate) {
        return certificate.getBasicConstraints() >= 0 ? coversAuthorities : coversUsers;
    }

    /** Whether this key signed the list; checked once per key. */
    boolean isSignedBy(PublicKey key) {
        Boolean known = signatures.get(key);
        if (known != null) {
            return known;
        }
        boolean valid = verify(key);
        if (signatures.size() < MAX_KEYS) {
            signatures.put(key, valid);
        }
        return valid;
    }

    private boolean verify(PublicKey key) {
        try {
            crl.verify(key);
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    Optional<RevocationStatus.Revoked> revocation(X509Certificate certificate) {
        X509CRLEntry entry = crl.getRevokedCertificate(certificate.getSerialNumber());
        if (entry == null) {
            return Optional.empty();
        }
        String reason = entry.getRevocationReason() == null
                ? "UNSPECIFIED"
                : entry.getRevocationReason().name();
        return Optional.of(
                new RevocationStatus.Revoked(entry.getRevocationDate().toInstant(), reason));
    }
}
