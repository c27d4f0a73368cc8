package org.ocppgateway.gateway.peer;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.ocppgateway.routing.metrics.Meters;

/** Metrics of requests to other pods. One instance per process; thread-safe. */
public final class PeerMetrics {
    final Counter requests;

    public PeerMetrics(PrometheusRegistry registry) {
        requests = Meters.ofGateway(registry)
                .counter(
                        "pod_requests",
                        "Requests to other pods, by outcome: answered, dead (no lease), unreachable, local (failed on this pod),"
                                + " or dropped at the limit",
                        "request",
                        "outcome");
    }
}
