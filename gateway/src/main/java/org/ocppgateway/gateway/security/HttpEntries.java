package org.ocppgateway.gateway.security;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;
import org.ocppgateway.gateway.credential.CredentialSource;
import org.ocppgateway.gateway.credential.HttpCredentialSource;
import org.ocppgateway.gateway.credential.LastKnownEntries;

/** The HTTP source of entries behind its cache. */
record HttpEntries(HttpCredentialSource service, CredentialSource cached) implements AutoCloseable {

    /** Trusts the certificate authorities of the JVM. Connects at the first lookup. */
    static HttpEntries create(SourceSettings.Http settings, PrometheusRegistry registry) {
        HttpCredentialSource service = new HttpCredentialSource(settings.requests(), tls(), System::nanoTime, registry);
        return new HttpEntries(
                service,
                new LastKnownEntries(
                        service,
                        settings.freshFor(),
                        settings.staleFor(),
                        settings.cacheLimit(),
                        System::nanoTime,
                        registry));
    }

    private static SSLContext tls() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("the JVM's trust store cannot be read", e);
        }
    }

    @Override
    public void close() {
        service.close();
    }
}
