package org.ocppgateway.gateway.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** A certificate of a {@link TestAuthority}, with its key and its intermediates. */
public record TestCertificate(List<X509Certificate> chain, PrivateKey key) {
    public X509Certificate leaf() {
        return chain.getFirst();
    }

    /** The same without intermediates. */
    public TestCertificate alone() {
        return new TestCertificate(List.of(leaf()), key);
    }

    /** Writes chain and key as PEM to {@code directory}, under {@code name}. */
    public CertificateFiles write(Path directory, String name) {
        Path chainFile = directory.resolve(name + ".pem");
        Path keyFile = directory.resolve(name + ".key");
        write(chainFile, "CERTIFICATE", chain.stream().map(TestCertificate::der).toArray(byte[][]::new));
        write(keyFile, "PRIVATE KEY", key.getEncoded());
        return new CertificateFiles(chainFile, keyFile);
    }

    /** Writes PEM, by a rename, so that a reader sees the old file or the new one. */
    static void write(Path file, String label, byte[]... sections) {
        StringBuilder pem = new StringBuilder();
        Base64.Encoder encoder = Base64.getMimeEncoder(64, new byte[] {'\n'});
        for (byte[] section : sections) {
            pem.append("-----BEGIN ").append(label).append("-----\n");
            pem.append(encoder.encodeToString(section)).append('\n');
            pem.append("-----END ").append(label).append("-----\n");
        }
        try {
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.write(fresh, pem.toString().getBytes(StandardCharsets.US_ASCII));
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] der(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A context for a client that trusts {@code authority} and, if {@code own} is given, shows it. */
    public static SSLContext clientContext(TestAuthority authority, @Nullable TestCertificate own) {
        return unchecked(() -> {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("authority", authority.certificate());
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(trusted);
            KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
            KeyStore mine = KeyStore.getInstance("PKCS12");
            mine.load(null, null);
            if (own != null) {
                mine.setKeyEntry("own", own.key(), new char[0], own.chain().toArray(X509Certificate[]::new));
            }
            keys.init(mine, new char[0]);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        });
    }

    static <T> T unchecked(Callable<T> work) {
        try {
            return work.call();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return Arrays.toString(
                chain.stream().map(X509Certificate::getSubjectX500Principal).toArray());
    }
}
