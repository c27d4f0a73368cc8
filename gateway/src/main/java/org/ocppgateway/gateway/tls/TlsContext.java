package org.ocppgateway.gateway.tls;

import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.TrustManager;

/** Makes the engines of one listener from one state of its files. Immutable: a change makes a new one, and sessions of the old do not resume. */
final class TlsContext {
    private final SSLContext context;
    private final SSLParameters parameters;

    private TlsContext(SSLContext context, SSLParameters parameters) {
        this.context = context;
        this.parameters = parameters;
    }

    static TlsContext of(
            TlsSettings settings,
            List<ServerCertificate> certificates,
            TrustedAuthorities authorities,
            InstantSource clock)
            throws InvalidTlsFilesException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            KeyManager keys =
                    new CertificateSelector(certificates, settings.options().withoutTls13Tickets());
            // Without trust managers the JDK would trust its own list of authorities.
            TrustManager trust = new ClientTrustManager(authorities, clock);
            context.init(new KeyManager[] {keys}, new TrustManager[] {trust}, null);
            SSLSessionContext sessions = context.getServerSessionContext();
            sessions.setSessionCacheSize(settings.sessionCacheSize());
            sessions.setSessionTimeout((int) settings.sessionTimeout().toSeconds());
            return new TlsContext(context, parameters(settings, context));
        } catch (GeneralSecurityException e) {
            throw new InvalidTlsFilesException("TLS cannot be set up: " + e.getMessage(), e);
        }
    }

    private static SSLParameters parameters(TlsSettings settings, SSLContext context) throws InvalidTlsFilesException {
        ProtocolOptions options = settings.options();
        List<String> suites = CipherSuites.of(options);
        List<String> missing = new ArrayList<>(suites);
        missing.removeAll(Arrays.asList(context.getSupportedSSLParameters().getCipherSuites()));
        if (!missing.isEmpty()) {
            throw new InvalidTlsFilesException("this JDK does not have the cipher suites " + missing
                    + "; TLS_RSA_* must be enabled before anything uses TLS");
        }
        SSLParameters parameters = context.getDefaultSSLParameters();
        parameters.setProtocols(options.tls12Only() ? new String[] {"TLSv1.2"} : new String[] {"TLSv1.3", "TLSv1.2"});
        parameters.setCipherSuites(suites.toArray(String[]::new));
        parameters.setUseCipherSuitesOrder(true);
        parameters.setSignatureSchemes(SignatureSchemes.of(options).toArray(String[]::new));
        switch (settings.clientAuthentication()) {
            case NONE -> parameters.setNeedClientAuth(false);
            case WANT -> parameters.setWantClientAuth(true);
            case NEED -> parameters.setNeedClientAuth(true);
        }
        return parameters;
    }

    /** A new engine for one connection. */
    SSLEngine newEngine() {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        engine.setSSLParameters(parameters);
        return engine;
    }
}
