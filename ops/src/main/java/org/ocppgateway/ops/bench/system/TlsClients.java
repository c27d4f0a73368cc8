package org.ocppgateway.ops.bench.system;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.ops.bench.load.Load;
import org.ocppgateway.ops.certificates.DevelopmentCa;

/**
 * TLS engines of load clients that trust one authority. An engine resumes the session of the earlier engine with the same index, if both come
 * from the same function.
 */
final class TlsClients {
    private static final List<String> SERVER_NAMES = List.of("localhost");

    private final DevelopmentCa authority;
    private final TrustManager[] trusted;

    TlsClients(DevelopmentCa authority) throws GeneralSecurityException, IOException {
        this.authority = authority;
        this.trusted = trusting(authority);
    }

    /**
     * Configuration of the gateway, in HOCON: a listener with RSA and ECDSA certificates.
     *
     * @param more further keys of the listener
     */
    static String listener(DevelopmentCa authority, int port, String more) throws IOException {
        return """
            gateway.endpoint.listeners.wss { enabled = true, port = %d, tls.certificates = %s, %s }
            """.formatted(port, authority.serverCertificates(SERVER_NAMES), more);
    }

    /** Engines without client certificates. */
    IntFunction<SSLEngine> engines(String version) throws GeneralSecurityException {
        return engines(version, null);
    }

    /** Engines with a client certificate for each identity of a load. */
    IntFunction<SSLEngine> enginesWithCertificates(String version, int count)
            throws GeneralSecurityException, IOException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair key = generator.generateKeyPair();
        List<String> identities =
                IntStream.range(0, count).mapToObj(Load::identity).toList();
        return engines(version, new ClientKeys(authority.stations(identities, key.getPublic()), key.getPrivate()));
    }

    private IntFunction<SSLEngine> engines(String version, @Nullable KeyManager keys) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys == null ? null : new KeyManager[] {keys}, trusted, null);
        return index -> {
            // The port is only a key: for the session cache of the client, and for its certificate.
            SSLEngine engine = context.createSSLEngine("localhost", index);
            engine.setUseClientMode(true);
            engine.setEnabledProtocols(new String[] {version});
            return engine;
        };
    }

    private static TrustManager[] trusting(DevelopmentCa authority) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (var file = Files.newInputStream(authority.certificate())) {
            Certificate root = CertificateFactory.getInstance("X.509").generateCertificate(file);
            store.setCertificateEntry("root", root);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    /** Chooses the certificate by the index that stands in the port of the engine. */
    private static final class ClientKeys extends X509ExtendedKeyManager {
        private final List<X509Certificate> certificates;
        private final PrivateKey key;

        ClientKeys(List<X509Certificate> certificates, PrivateKey key) {
            this.certificates = certificates;
            this.key = key;
        }

        @Override
        public String chooseEngineClientAlias(String[] keyTypes, Principal[] issuers, SSLEngine engine) {
            return Integer.toString(engine.getPeerPort());
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return new X509Certificate[] {certificates.get(Integer.parseInt(alias))};
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return key;
        }

        @Override
        public String[] getClientAliases(String keyType, Principal[] issuers) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String[] getServerAliases(String keyType, Principal[] issuers) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
            throw new UnsupportedOperationException();
        }
    }
}
