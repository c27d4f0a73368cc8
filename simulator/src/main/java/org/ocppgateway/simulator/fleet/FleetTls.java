package org.ocppgateway.simulator.fleet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.ChargePointId;

/**
 * TLS of a fleet: the authorities that it trusts and the certificate of each charge point. Thread-safe.
 *
 * <p>All charge points share one context. The port that JSSE receives is the index of the charge point: it is only a key for the session
 * cache, so that each charge point resumes its own sessions, and it tells the key manager whose certificate is wanted.
 */
final class FleetTls {
    private final SSLContext context;
    private final @Nullable Path certificates;
    private final Map<Integer, ChargePointId> identities = new ConcurrentHashMap<>();

    /** @throws UncheckedIOException if a file cannot be read */
    FleetTls(FleetSettings.Tls settings) {
        certificates = settings.certificates();
        try {
            context = SSLContext.getInstance("TLS");
            TrustManager[] trust = settings.trust() == null ? null : TrustedCertificates.of(settings.trust());
            context.init(new KeyManager[] {new Keys()}, trust, null);
        } catch (GeneralSecurityException e) {
            throw new UncheckedIOException("TLS cannot be set up: " + e.getMessage(), new IOException(e));
        }
    }

    /** An engine for one connection of a charge point. It verifies that the server's certificate has the name {@code host}. */
    SSLEngine newEngine(ChargePointId id, int index, String host) {
        identities.put(index, id);
        SSLEngine engine = context.createSSLEngine(host, index);
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        engine.setSSLParameters(parameters);
        return engine;
    }

    /** Reads key and certificate from {@code ID.key} and {@code ID.pem} at each full handshake, so that memory stays small. */
    private final class Keys extends X509ExtendedKeyManager {
        @Override
        public @Nullable String chooseEngineClientAlias(
                String[] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
            ChargePointId id = engine == null ? null : identities.get(engine.getPeerPort());
            return id != null && certificates != null && Files.exists(certificates.resolve(id + ".pem"))
                    ? id.value()
                    : null;
        }

        @Override
        public X509Certificate @Nullable [] getCertificateChain(@Nullable String alias) {
            if (alias == null || certificates == null) {
                return null;
            }
            try {
                return TrustedCertificates.read(certificates.resolve(alias + ".pem"))
                        .toArray(X509Certificate[]::new);
            } catch (IOException | CertificateException e) {
                throw new IllegalStateException("the certificate of " + alias + " cannot be read", e);
            }
        }

        @Override
        public @Nullable PrivateKey getPrivateKey(@Nullable String alias) {
            if (alias == null || certificates == null) {
                return null;
            }
            try {
                return key(Files.readString(certificates.resolve(alias + ".key"), StandardCharsets.US_ASCII));
            } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
                throw new IllegalStateException("the key of " + alias + " cannot be read", e);
            }
        }

        @Override
        public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
            return null;
        }

        @Override
        public @Nullable String chooseClientAlias(
                String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return null;
        }

        @Override
        public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
            return null;
        }

        @Override
        public @Nullable String chooseServerAlias(
                String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return null;
        }
    }

    /** Reads PKCS#8 without a password, EC or RSA. */
    private static PrivateKey key(String pem) throws GeneralSecurityException {
        String base64 = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        PKCS8EncodedKeySpec encoded =
                new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64));
        try {
            return KeyFactory.getInstance("EC").generatePrivate(encoded);
        } catch (InvalidKeySpecException e) {
            return KeyFactory.getInstance("RSA").generatePrivate(encoded);
        }
    }
}
