package org.ocppgateway.gateway.session.decision;

import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.IntSupplier;
import org.ocppgateway.routing.metrics.Meters;

/** Metrics of decisions of the backend. Thread-safe. */
final class DecisionMetrics {
    private final Counter ended;
    private final DistributionDataPoint seconds;

    DecisionMetrics(PrometheusRegistry registry, IntSupplier open) {
        Meters meters = Meters.ofGateway(registry);
        ended = meters.counter(
                "decisions",
                "Decisions of the backend: decided in time, overdue (the fallback answered), moot (the"
                        + " connection was lost first), overloaded (the backend was not asked because of the limit, the"
                        + " fallback answered)",
                "end");
        seconds = meters.seconds("decision", "Time from the request to the reply of the backend", new double[] {
                    0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10
                })
                .labelValues();
        meters.gauge("decisions_open", "Decisions of the backend that are pending", open::getAsInt);
    }

    void closed(PendingDecision.Outcome outcome, long nanos) {
        ended.labelValues(outcome.label()).inc();
        if (outcome == PendingDecision.Outcome.DECIDED) {
            seconds.observe(nanos / 1e9);
        }
    }

    void overloaded() {
        ended.labelValues("overloaded").inc();
    }
}
