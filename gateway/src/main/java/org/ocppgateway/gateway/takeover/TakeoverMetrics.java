package org.ocppgateway.gateway.takeover;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** What is counted about takeovers. One for each process. */
public final class TakeoverMetrics {
    final Counter decisions;
    final Counter peers;

    public TakeoverMetrics(PrometheusRegistry registry) {
        decisions = Counter.builder()
                .name("ocpp_gateway_takeovers_total")
                .help("Decisions about connections for an identity that has one: taken over because the old one was"
                        + " silent, because the new one persisted, or as the newest; refused because the old one"
                        + " is alive, because of the limit of takeovers (limited), or because too many decisions"
                        + " were under way (busy).")
                .labelNames("decision")
                .register(registry);
        peers = Counter.builder()
                .name("ocpp_gateway_pod_requests_total")
                .help("Requests to other pods, by outcome: answered, dead (no lease), unreachable, or dropped at the"
                        + " limit.")
                .labelNames("request", "outcome")
                .register(registry);
    }
}
