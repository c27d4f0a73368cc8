package org.ocppgateway.gateway.peer;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.ocppgateway.gateway.metrics.GatewayMetric;
import org.ocppgateway.routing.metrics.Meters;

/** Metrics of requests to other pods. One instance per process; thread-safe. */
public final class PeerMetrics {
    final Counter requests;

    public PeerMetrics(PrometheusRegistry registry) {
        requests = new Meters(registry).labelledCounter(GatewayMetric.PEER_REQUESTS);
    }
}
