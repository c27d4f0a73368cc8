package org.ocppgateway.gateway.tls;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.security.auth.x500.X500Principal;

/** Reads X.509 certificates and answers questions about them that the JDK's classes do not. */
final class Certificates {
    /** Attribute types that RFC 2253 has no word for and certificates of charge points use. */
    private static final Map<String, String> WORD_BY_OID = Map.of(
            "2.5.4.5", "SERIALNUMBER",
            "2.5.4.4", "SURNAME",
            "2.5.4.42", "GIVENNAME",
            "2.5.4.12", "T",
            "2.5.4.97", "ORGANIZATIONIDENTIFIER",
            "1.2.840.113549.1.9.1", "EMAILADDRESS");

    private Certificates() {}

    /** All certificates of a PEM file, or the one of a DER file. */
    static List<X509Certificate> read(Path name, byte[] file) throws InvalidTlsFilesException {
        List<X509Certificate> certificates = new ArrayList<>();
        if (!PemSection.isPem(file)) {
            certificates.add(decode(name, file));
            return certificates;
        }
        for (PemSection section : PemSection.read(name, file)) {
            if (section.label().equals("CERTIFICATE") || section.label().equals("X509 CERTIFICATE")) {
                certificates.add(decode(name, section.content()));
            }
        }
        if (certificates.isEmpty()) {
            throw new InvalidTlsFilesException(name + ": contains no certificate");
        }
        return certificates;
    }

    private static X509Certificate decode(Path name, byte[] der) throws InvalidTlsFilesException {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException e) {
            throw new InvalidTlsFilesException(name + ": contains a damaged certificate: " + e.getMessage(), e);
        }
    }

    static boolean isSelfIssued(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
    }

    /** Whether {@code issuer} has the name and the key that {@code certificate} was signed by. */
    static boolean isIssuedBy(X509Certificate certificate, X509Certificate issuer) {
        if (!certificate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
            return false;
        }
        try {
            certificate.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** Bits of the key; 0 if unknown. */
    static int keyBits(PublicKey key) {
        return switch (key) {
            case RSAKey rsa -> rsa.getModulus().bitLength();
            case ECKey ec -> ec.getParams().getOrder().bitLength();
            default -> 0;
        };
    }

    /** For people: the distinguished name as RFC 2253 writes it. */
    static String name(X500Principal principal) {
        return principal.getName(X500Principal.RFC2253, WORD_BY_OID);
    }
}
