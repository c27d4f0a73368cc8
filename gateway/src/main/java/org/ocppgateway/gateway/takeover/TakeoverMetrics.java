package org.ocppgateway.gateway.takeover;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.ocppgateway.routing.metrics.Meters;

/** What is counted about takeovers. One for each process. */
public final class TakeoverMetrics {
    final Counter decisions;
    final Counter peers;
    final CounterDataPoint untold;

    public TakeoverMetrics(PrometheusRegistry registry) {
        Meters meters = Meters.ofGateway(registry);
        decisions = meters.counter(
                "takeovers",
                "Decisions about connections for an identity that has one: taken over because the old one was"
                        + " silent, because the new one persisted, or as the newest; refused because the old one"
                        + " is alive, because of the limit of takeovers (limited), or because too many decisions"
                        + " were under way (busy).",
                "decision");
        peers = meters.counter(
                "pod_requests",
                "Requests to other pods, by outcome: answered, dead (no lease), unreachable, local (this pod"
                        + " could not ask), or dropped at the limit.",
                "request",
                "outcome");
        untold = meters.total(
                "duplicates_untold",
                "Security events about a second connection that the session could not take; the next refusal tries"
                        + " again");
    }
}
