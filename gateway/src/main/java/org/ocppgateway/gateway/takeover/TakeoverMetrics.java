package org.ocppgateway.gateway.takeover;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.ocppgateway.routing.metrics.Meters;

/** Metrics of takeover decisions. One instance per process; thread-safe. */
public final class TakeoverMetrics {
    final Counter decisions;
    final CounterDataPoint unpublishedEvents;

    public TakeoverMetrics(PrometheusRegistry registry) {
        Meters meters = Meters.ofGateway(registry);
        decisions = meters.counter(
                "takeovers",
                "Decisions about connections of a charge point that has a session: taken over because the session was"
                        + " silent, because new connections kept arriving (persisted), or because the new one wins (newest);"
                        + " refused because the session is alive, because of the takeover limit (limited), or because too"
                        + " many decisions were in progress (busy)",
                "decision");
        unpublishedEvents = meters.counter(
                "duplicates_untold",
                "Security events about a second connection that the session did not accept; the next refusal tries"
                        + " again");
    }
}
