package org.ocppgateway.gateway.tls;

import java.math.BigInteger;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate authority for tests, which also issues what no sound authority would. */
public final class TestAuthority {
    private static final AtomicLong SERIAL = new AtomicLong(System.nanoTime());
    private static final Map<String, KeyPair> KEYS = new ConcurrentHashMap<>();

    private final List<X509Certificate> chain;
    private final PrivateKey key;

    private TestAuthority(List<X509Certificate> chain, PrivateKey key) {
        this.chain = chain;
        this.key = key;
    }

    /** Content of a certificate. */
    public record Request(
            String subject,
            String keyType,
            Instant notBefore,
            Instant notAfter,
            List<String> names,
            List<KeyPurposeId> purposes) {
        /** An EC certificate that is valid now, for one day. */
        static Request of(String subject) {
            Instant now = Instant.now();
            return new Request(
                    subject,
                    "EC",
                    now.minus(Duration.ofHours(1)),
                    now.plus(Duration.ofDays(1)),
                    List.of(),
                    List.of(KeyPurposeId.id_kp_clientAuth));
        }

        public Request withKey(String type) {
            return new Request(subject, type, notBefore, notAfter, names, purposes);
        }

        public Request valid(Instant from, Instant to) {
            return new Request(subject, keyType, from, to, names, purposes);
        }

        public Request named(String... dnsNames) {
            return new Request(subject, keyType, notBefore, notAfter, List.of(dnsNames), purposes);
        }

        public Request purposes(KeyPurposeId... ids) {
            return new Request(subject, keyType, notBefore, notAfter, names, List.of(ids));
        }
    }

    /** A new root. */
    public static TestAuthority root(String subject) {
        KeyPair keys = newKeys("EC");
        Request request = Request.of(subject);
        X509Certificate certificate = sign(request, keys, new X500Name(subject), keys.getPrivate(), true);
        return new TestAuthority(List.of(certificate), keys.getPrivate());
    }

    /** A certificate that no authority signed. */
    public static TestCertificate selfSigned(String subject) {
        KeyPair keys = newKeys("EC");
        return new TestCertificate(
                List.of(sign(Request.of(subject), keys, new X500Name(subject), keys.getPrivate(), false)),
                keys.getPrivate());
    }

    /** An authority below this one. */
    public TestAuthority intermediate(String subject) {
        KeyPair keys = newKeys("EC");
        X509Certificate certificate = sign(Request.of(subject), keys, name(), key, true);
        List<X509Certificate> longer = new ArrayList<>(List.of(certificate));
        longer.addAll(chain);
        return new TestAuthority(longer, keys.getPrivate());
    }

    /** A server certificate with the first name as CN. */
    public TestCertificate server(String keyType, String... names) {
        return issue(
                "CN=" + names[0],
                request -> request.withKey(keyType).named(names).purposes(KeyPurposeId.id_kp_serverAuth));
    }

    /** A client certificate. */
    public TestCertificate client(String subject) {
        return issue(subject, UnaryOperator.identity());
    }

    public TestCertificate issue(String subject, UnaryOperator<Request> change) {
        Request request = change.apply(Request.of(subject));
        // Keys of leaves are shared: making them takes longest.
        KeyPair keys = KEYS.computeIfAbsent(request.keyType(), TestAuthority::newKeys);
        List<X509Certificate> certificates = new ArrayList<>();
        certificates.add(sign(request, keys, name(), key, false));
        certificates.addAll(chain.subList(0, chain.size() - 1));
        return new TestCertificate(certificates, keys.getPrivate());
    }

    public X509Certificate certificate() {
        return chain.getFirst();
    }

    /** Writes this authority's own certificate. */
    public Path write(Path file) {
        TestCertificate.write(file, "CERTIFICATE", TestCertificate.der(certificate()));
        return file;
    }

    /** A revocation list of this authority that names {@code revoked}, as DER. */
    public byte[] revocationList(Instant thisUpdate, Instant nextUpdate, X509Certificate... revoked) {
        X509v2CRLBuilder builder = new X509v2CRLBuilder(name(), Date.from(thisUpdate));
        builder.setNextUpdate(Date.from(nextUpdate));
        for (X509Certificate certificate : revoked) {
            builder.addCRLEntry(certificate.getSerialNumber(), Date.from(thisUpdate), CRLReason.keyCompromise);
        }
        return TestCertificate.unchecked(() -> builder.build(signer(key)).getEncoded());
    }

    X509v2CRLBuilder listBuilder(Instant thisUpdate) {
        return new X509v2CRLBuilder(name(), Date.from(thisUpdate));
    }

    byte[] sign(X509v2CRLBuilder builder) {
        return TestCertificate.unchecked(() -> builder.build(signer(key)).getEncoded());
    }

    private X500Name name() {
        return X500Name.getInstance(certificate().getSubjectX500Principal().getEncoded());
    }

    static KeyPair newKeys(String type) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(type.equals("RSA1024") ? "RSA" : type);
            switch (type) {
                case "EC" -> generator.initialize(new ECGenParameterSpec("secp256r1"));
                case "RSA1024" -> generator.initialize(1024);
                default -> generator.initialize(2048);
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static X509Certificate sign(
            Request request, KeyPair keys, X500Name issuer, PrivateKey issuerKey, boolean authority) {
        return TestCertificate.unchecked(() -> {
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    issuer,
                    BigInteger.valueOf(SERIAL.incrementAndGet()),
                    Date.from(request.notBefore()),
                    Date.from(request.notAfter()),
                    new X500Name(request.subject()),
                    keys.getPublic());
            if (authority) {
                builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
                builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            } else {
                builder.addExtension(
                        Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment));
                builder.addExtension(
                        Extension.extendedKeyUsage,
                        false,
                        new ExtendedKeyUsage(request.purposes().toArray(KeyPurposeId[]::new)));
            }
            if (!request.names().isEmpty()) {
                GeneralName[] names = request.names().stream()
                        .map(name -> new GeneralName(
                                name.matches("[0-9.]+") ? GeneralName.iPAddress : GeneralName.dNSName, name))
                        .toArray(GeneralName[]::new);
                builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
            }
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer(issuerKey)));
        });
    }

    private static ContentSigner signer(PrivateKey key) throws OperatorCreationException {
        return new JcaContentSignerBuilder("SHA256withECDSA").build(key);
    }
}
