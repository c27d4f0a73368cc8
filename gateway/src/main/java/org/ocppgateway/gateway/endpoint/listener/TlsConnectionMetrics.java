package org.ocppgateway.gateway.endpoint.listener;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.ocppgateway.gateway.metrics.TlsMetric;
import org.ocppgateway.gateway.tls.FailureReason;
import org.ocppgateway.routing.metrics.EnumCounter;
import org.ocppgateway.routing.metrics.Meters;

/** Counts the TLS connections of all listeners. Thread-safe. */
public final class TlsConnectionMetrics {
    private final Counter handshakes;
    private final EnumCounter<FailureReason> failures;

    public TlsConnectionMetrics(PrometheusRegistry registry) {
        Meters meters = new Meters(registry);
        handshakes = meters.labelledCounter(TlsMetric.TLS_HANDSHAKES);
        failures = meters.counter(TlsMetric.TLS_FAILURES, FailureReason.class);
    }

    void handshake(String version, boolean resumed) {
        handshakes.labelValues(version, resumed ? "resumed" : "full").inc();
    }

    void failure(FailureReason reason) {
        failures.count(reason);
    }
}
