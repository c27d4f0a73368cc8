package org.ocppgateway.ops.certificates;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.CRLException;
import java.security.cert.CertificateException;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CRLConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Signs certificates and lists with an EC key. */
final class CertificateMaker {
    /** Certificates are valid from an hour ago: clocks of charge points lag. */
    private static final Duration BACKDATED = Duration.ofHours(1);

    private static final int SERIAL_BITS = 120;

    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    CertificateMaker(InstantSource clock) {
        this.clock = clock;
    }

    /** An authority that signs. */
    record Issuer(X509Certificate certificate, PrivateKey key) {}

    KeyPair newKeys(KeyType type) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(type.algorithm());
            generator.initialize(type.bits(), random);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    X509Certificate root(String subject, KeyPair keys, Duration validity) throws IOException {
        X500Principal name = new X500Principal(subject);
        JcaX509v3CertificateBuilder builder = builder(name, name, keys.getPublic(), validity);
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        return sign(builder, keys.getPrivate());
    }

    X509Certificate server(Issuer issuer, List<String> names, PublicKey key, Duration validity) throws IOException {
        JcaX509v3CertificateBuilder builder =
                leaf(issuer, names.getFirst(), key, KeyPurposeId.id_kp_serverAuth, validity);
        GeneralName[] alternatives = names.stream()
                .map(name -> new GeneralName(isAddress(name) ? GeneralName.iPAddress : GeneralName.dNSName, name))
                .toArray(GeneralName[]::new);
        builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(alternatives));
        return sign(builder, issuer.key());
    }

    X509Certificate client(Issuer issuer, String commonName, PublicKey key, Duration validity) throws IOException {
        return sign(leaf(issuer, commonName, key, KeyPurposeId.id_kp_clientAuth, validity), issuer.key());
    }

    private JcaX509v3CertificateBuilder leaf(
            Issuer issuer, String commonName, PublicKey key, KeyPurposeId purpose, Duration validity)
            throws IOException {
        JcaX509v3CertificateBuilder builder = builder(
                issuer.certificate().getSubjectX500Principal(),
                new X500Principal("CN=" + escaped(commonName) + ",O=Development"),
                key,
                validity);
        builder.addExtension(
                Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment));
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
        return builder;
    }

    private static String escaped(String value) {
        return value.replaceAll("[,+\"\\\\<>;=#]", "\\\\$0");
    }

    private JcaX509v3CertificateBuilder builder(
            X500Principal issuer, X500Principal subject, PublicKey key, Duration validity) throws IOException {
        Instant now = clock.instant();
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                issuer,
                new BigInteger(SERIAL_BITS, random).setBit(SERIAL_BITS),
                Date.from(now.minus(BACKDATED)),
                Date.from(now.plus(validity)),
                subject,
                key);
        try {
            builder.addExtension(
                    Extension.subjectKeyIdentifier, false, new JcaX509ExtensionUtils().createSubjectKeyIdentifier(key));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        return builder;
    }

    /** A list with old entries and new ones, current for {@code validity}. */
    X509CRL list(Issuer issuer, Collection<X509CRLEntry> old, Collection<X509Certificate> revoked, Duration validity) {
        Date now = Date.from(clock.instant());
        JcaX509v2CRLBuilder builder = new JcaX509v2CRLBuilder(issuer.certificate(), now);
        builder.setNextUpdate(Date.from(clock.instant().plus(validity)));
        old.forEach(entry ->
                builder.addCRLEntry(entry.getSerialNumber(), entry.getRevocationDate(), CRLReason.unspecified));
        revoked.forEach(certificate -> builder.addCRLEntry(certificate.getSerialNumber(), now, CRLReason.unspecified));
        try {
            return new JcaX509CRLConverter().getCRL(builder.build(signer(issuer.key())));
        } catch (CRLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static X509Certificate sign(JcaX509v3CertificateBuilder builder, PrivateKey key) {
        try {
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer(key)));
        } catch (CertificateException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ContentSigner signer(PrivateKey key) {
        try {
            return new JcaContentSignerBuilder("SHA256withECDSA").build(key);
        } catch (OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    static boolean isSignedBy(X509Certificate certificate, X509Certificate issuer) {
        try {
            certificate.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** DNS names and addresses of a certificate. */
    static Set<String> namesOf(X509Certificate certificate) {
        Set<String> names = new HashSet<>();
        try {
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            if (alternatives != null) {
                alternatives.forEach(name -> names.add(String.valueOf(name.get(1))));
            }
        } catch (CertificateException e) {
            return Set.of();
        }
        return names;
    }

    private static boolean isAddress(String name) {
        return name.matches("[0-9.]+") || name.contains(":");
    }
}
