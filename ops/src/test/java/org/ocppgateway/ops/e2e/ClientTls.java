package org.ocppgateway.ops.e2e;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.ops.certificates.DevelopmentCa.PemFiles;

/** TLS of a test client: the authority that it trusts, and its own certificate. */
public final class ClientTls {
    private ClientTls() {}

    /** @param station certificate of the client with its chain; null for none */
    public static SSLContext context(Path authority, @Nullable PemFiles station)
            throws GeneralSecurityException, IOException {
        return context(authority, station, Integer.MAX_VALUE);
    }

    /** @param chainLength maximum number of certificates that the client sends */
    public static SSLContext context(Path authority, @Nullable PemFiles station, int chainLength)
            throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null);
        trusted.setCertificateEntry("ca", certificates(authority).getFirst());
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys(station, chainLength), trust.getTrustManagers(), null);
        return context;
    }

    private static KeyManager[] keys(@Nullable PemFiles station, int chainLength)
            throws GeneralSecurityException, IOException {
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(null);
        if (station != null) {
            Certificate[] chain =
                    certificates(station.chain()).stream().limit(chainLength).toArray(Certificate[]::new);
            own.setKeyEntry("station", key(station.key()), new char[0], chain);
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(own, new char[0]);
        return keys.getKeyManagers();
    }

    private static List<? extends Certificate> certificates(Path file) throws GeneralSecurityException, IOException {
        return List.copyOf(CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file))));
    }

    private static PrivateKey key(Path file) throws GeneralSecurityException, IOException {
        String base64 = Files.readString(file, US_ASCII).replaceAll("-----[A-Z ]+-----|\\s", "");
        return KeyFactory.getInstance("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
    }
}
