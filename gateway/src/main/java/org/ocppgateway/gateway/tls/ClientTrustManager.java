package org.ocppgateway.gateway.tls;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/**
 * Checks client certificates as the JDK does, and explains what it refuses: only here the refused chain is visible. Called in full
 * handshakes only; a resumed session is checked by {@link ReloadableTls#check}. Thread-safe.
 */
final class ClientTrustManager extends EngineTrustManager {
    private final TrustedAuthorities authorities;
    private final InstantSource clock;

    ClientTrustManager(TrustedAuthorities authorities, InstantSource clock) {
        this.authorities = authorities;
        this.clock = clock;
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, @Nullable SSLEngine engine)
            throws CertificateException {
        try {
            authorities.trustManager().checkClientTrusted(chain, authType, engine);
        } catch (CertificateException e) {
            throw new ClientCertificateException(
                    CertificateDiagnosis.of(List.of(chain), authorities.certificates(), clock.instant(), e), e);
        }
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return authorities.trustManager().getAcceptedIssuers();
    }
}
