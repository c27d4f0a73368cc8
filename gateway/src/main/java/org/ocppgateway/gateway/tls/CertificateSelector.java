package org.ocppgateway.gateway.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the server certificate of a handshake by server name and key type. JSSE requests one key type after the other, in the order of
 * the agreed preferences, until there is an answer.
 *
 * <p>Stores nothing in the session, unlike Jetty's key manager: JSSE cannot put a session with values into a ticket, and then TLS 1.2
 * sessions are never resumed. Thread-safe.
 */
final class CertificateSelector extends X509ExtendedKeyManager {
    private final List<ServerCertificate> certificates;
    private final List<X509Certificate[]> chains;
    private final List<ServerCertificate> defaults;

    private final boolean withoutTls13Tickets;

    /**
     * @param withoutTls13Tickets invalidates TLS 1.3 sessions immediately, the only way to keep JSSE from sending tickets for one context
     */
    CertificateSelector(List<ServerCertificate> certificates, boolean withoutTls13Tickets) {
        this.withoutTls13Tickets = withoutTls13Tickets;
        this.certificates = List.copyOf(certificates);
        this.chains = certificates.stream()
                .map(certificate -> certificate.chain().toArray(X509Certificate[]::new))
                .toList();
        ServerCertificate first = certificates.getFirst();
        this.defaults = certificates.stream()
                .filter(certificate -> certificate.equals(first) || certificate.sharesNameWith(first))
                .toList();
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        SSLSession session = engine == null ? null : engine.getHandshakeSession();
        if (withoutTls13Tickets && session != null && session.getProtocol().equals("TLSv1.3")) {
            session.invalidate();
        }
        List<ServerCertificate> candidates = requestedName(session)
                .map(name -> certificates.stream()
                        .filter(certificate -> certificate.serves(name))
                        .toList())
                .filter(serving -> !serving.isEmpty())
                .orElse(defaults);
        return candidates.stream()
                .filter(certificate -> certificate.keyType().equals(keyType))
                .findFirst()
                .map(certificate -> Integer.toString(certificates.indexOf(certificate)))
                .orElse(null);
    }

    private static Optional<String> requestedName(@Nullable SSLSession session) {
        if (!(session instanceof ExtendedSSLSession extended)) {
            return Optional.empty();
        }
        for (SNIServerName name : extended.getRequestedServerNames()) {
            if (name instanceof SNIHostName host) {
                return Optional.of(host.getAsciiName().toLowerCase(Locale.ROOT));
            }
        }
        return Optional.empty();
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(@Nullable String alias) {
        // Not copied: JSSE keeps it in every session.
        return alias == null ? null : chains.get(Integer.parseInt(alias));
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(@Nullable String alias) {
        return alias == null ? null : certificates.get(Integer.parseInt(alias)).key();
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
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
}
