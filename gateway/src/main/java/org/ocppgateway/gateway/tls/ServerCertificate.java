package org.ocppgateway.gateway.tls;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.ocppgateway.gateway.authentication.CertificateName;

/**
 * A server certificate with its key.
 *
 * @param file where the chain was read from
 * @param chain the server certificate and its intermediates in order, without the root
 * @param names DNS names in lower case, wildcards included; without any, the CN
 */
record ServerCertificate(Path file, List<X509Certificate> chain, PrivateKey key, Set<String> names) {
    private static final int SAN_DNS = 2;

    static ServerCertificate load(CertificateFiles files, FileContents contents) throws InvalidTlsFilesException {
        List<X509Certificate> certificates = Certificates.read(files.chain(), contents.of(files.chain()));
        PrivateKey key = PrivateKeys.read(files.privateKey(), contents.of(files.privateKey()));
        for (X509Certificate certificate : certificates) {
            if (belongTogether(certificate.getPublicKey(), key)) {
                return new ServerCertificate(
                        files.chain(), chain(certificate, certificates), key, namesOf(certificate));
            }
        }
        throw new InvalidTlsFilesException(files.privateKey() + ": the private key belongs to no certificate of "
                + files.chain() + ", which holds one for "
                + Certificates.name(certificates.getFirst().getSubjectX500Principal()));
    }

    X509Certificate leaf() {
        return chain.getFirst();
    }

    /** As JSSE names it: RSA, EC, RSASSA-PSS, EdDSA. */
    String keyType() {
        return key.getAlgorithm();
    }

    boolean hasWildcard() {
        return names.stream().anyMatch(name -> name.startsWith("*"));
    }

    boolean serves(String serverName) {
        if (names.contains(serverName)) {
            return true;
        }
        int dot = serverName.indexOf('.');
        return dot > 0 && names.contains("*" + serverName.substring(dot));
    }

    boolean sharesNameWith(ServerCertificate other) {
        return names.stream().anyMatch(other.names::contains);
    }

    private static boolean belongTogether(PublicKey publicKey, PrivateKey key) {
        byte[] probe = {1, 2, 3};
        try {
            Signature signature = Signature.getInstance(
                    switch (key.getAlgorithm()) {
                        case "RSA" -> "SHA256withRSA";
                        case "EC" -> "SHA256withECDSA";
                        default -> key.getAlgorithm();
                    });
            if (key.getAlgorithm().equals("RSASSA-PSS")) {
                signature.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
            }
            signature.initSign(key);
            signature.update(probe);
            byte[] signed = signature.sign();
            signature.initVerify(publicKey);
            signature.update(probe);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** Follows the issuers; a root is left out, since a client trusts its own copy or none. */
    private static List<X509Certificate> chain(X509Certificate leaf, Collection<X509Certificate> certificates) {
        List<X509Certificate> chain = new ArrayList<>(List.of(leaf));
        Optional<X509Certificate> issuer = issuer(leaf, certificates);
        while (issuer.isPresent() && !Certificates.isSelfIssued(issuer.get()) && !chain.contains(issuer.get())) {
            chain.add(issuer.get());
            issuer = issuer(issuer.get(), certificates);
        }
        return List.copyOf(chain);
    }

    private static Optional<X509Certificate> issuer(X509Certificate of, Collection<X509Certificate> certificates) {
        return certificates.stream()
                .filter(candidate -> !candidate.equals(of) && Certificates.isIssuedBy(of, candidate))
                .findFirst();
    }

    private static Set<String> namesOf(X509Certificate certificate) {
        Set<String> names = new LinkedHashSet<>();
        try {
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            for (List<?> name : alternatives == null ? List.<List<?>>of() : alternatives) {
                if (name.get(0).equals(SAN_DNS)) {
                    names.add(name.get(1).toString().toLowerCase(Locale.ROOT));
                }
            }
        } catch (CertificateParsingException e) {
            // A subject alternative name that the JDK cannot read names nothing.
            names.clear();
        }
        if (names.isEmpty()) {
            CertificateName.of(certificate.getSubjectX500Principal())
                    .commonName()
                    .ifPresent(name -> names.add(name.toLowerCase(Locale.ROOT)));
        }
        return Set.copyOf(names);
    }
}
