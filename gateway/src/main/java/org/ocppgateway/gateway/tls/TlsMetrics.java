package org.ocppgateway.gateway.tls;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.ocppgateway.gateway.metrics.TlsMetric;
import org.ocppgateway.routing.metrics.Meters;

/** Metrics of the TLS files of all listeners, and of the client certificates. Thread-safe. */
public final class TlsMetrics {
    private final Map<String, Supplier<List<Expiry>>> expiries = new ConcurrentHashMap<>();
    private final Set<String> stale = ConcurrentHashMap.newKeySet();
    private final Counter reloads;
    private final Counter checks;
    private final Counter unknownRevocations;

    public TlsMetrics(PrometheusRegistry registry) {
        Meters meters = new Meters(registry);
        reloads = meters.labelledCounter(TlsMetric.TLS_RELOADS);
        checks = meters.labelledCounter(TlsMetric.TLS_CLIENT_CERTIFICATE_CHECKS);
        unknownRevocations = meters.labelledCounter(TlsMetric.TLS_UNKNOWN_REVOCATIONS);
        meters.gauge(TlsMetric.TLS_STALE_LISTENERS, stale::size);
        meters.labelledGauge(
                TlsMetric.TLS_EXPIRY,
                callback -> expiries.forEach((listener, list) -> earliest(list.get())
                        .forEach((of, left) -> callback.call(left, listener, of.kind(), of.subject()))));
    }

    /**
     * Time left of a certificate or list.
     *
     * @param subject distinguished name of the certificate, or of the issuer of the list
     */
    record Expiry(String kind, String subject, double secondsLeft) {}

    private record Expiring(String kind, String subject) {}

    /** One value per set of labels: several certificates or lists may have one name. */
    private static Map<Expiring, Double> earliest(List<Expiry> expiries) {
        Map<Expiring, Double> earliest = new HashMap<>();
        for (Expiry expiry : expiries) {
            earliest.merge(new Expiring(expiry.kind(), expiry.subject()), expiry.secondsLeft(), Math::min);
        }
        return earliest;
    }

    void expiries(String listener, Supplier<List<Expiry>> list) {
        expiries.put(listener, list);
    }

    void reloaded(String listener) {
        reloads.labelValues(listener, "loaded").inc();
        stale.remove(listener);
    }

    void reloadFailed(String listener) {
        reloads.labelValues(listener, "failed").inc();
        stale.add(listener);
    }

    void usable(String listener) {
        stale.remove(listener);
    }

    void checked(String listener, CertificateVerdict verdict) {
        switch (verdict) {
            case CertificateVerdict.Refused refused ->
                checks.labelValues(listener, refused.refusal().problem().name().toLowerCase(Locale.ROOT))
                        .inc();
            case CertificateVerdict.Accepted accepted -> {
                checks.labelValues(listener, "accepted").inc();
                if (accepted.revocation() instanceof RevocationStatus.Unknown unknown) {
                    String reason = unknown.staleSince().isPresent() ? "stale" : "missing";
                    unknownRevocations.labelValues(listener, reason).inc();
                }
            }
        }
    }
}
