package org.ocppgateway.gateway.tls;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Checks server certificates of other pods against the current authorities. Their name is the host of the request, or a configured one,
 * because pods are called by address and usually share one certificate. Thread-safe.
 */
final class PeerTrustManager extends EngineTrustManager {
    private static final int DNS_NAME = 2;

    private final Supplier<TrustedAuthorities> authorities;
    private final String name;

    /** @param name DNS name that each certificate must have; empty: the host of the request */
    PeerTrustManager(Supplier<TrustedAuthorities> authorities, String name) {
        this.authorities = authorities;
        this.name = name;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, @Nullable SSLEngine engine)
            throws CertificateException {
        X509ExtendedTrustManager current = authorities.get().trustManager();
        if (name.isEmpty()) {
            current.checkServerTrusted(chain, authType, engine);
            return;
        }
        current.checkServerTrusted(chain, authType);
        if (!hasName(chain[0])) {
            throw new CertificateException("the certificate of the other pod has no name " + name);
        }
    }

    private boolean hasName(X509Certificate certificate) throws CertificateException {
        Collection<List<?>> names = certificate.getSubjectAlternativeNames();
        return names != null
                && names.stream()
                        .filter(each -> Integer.valueOf(DNS_NAME).equals(each.getFirst()))
                        .anyMatch(each -> name.equalsIgnoreCase(String.valueOf(each.get(1))));
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return authorities.get().trustManager().getAcceptedIssuers();
    }
}
