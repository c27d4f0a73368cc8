package org.ocppgateway.gateway.session.decision;

import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.IntSupplier;
import org.ocppgateway.gateway.metrics.GatewayMetric;
import org.ocppgateway.routing.metrics.Meters;

/** Metrics of decisions of the backend. Thread-safe. */
final class DecisionMetrics {
    private final Counter ended;
    private final DistributionDataPoint seconds;

    DecisionMetrics(PrometheusRegistry registry, IntSupplier open) {
        Meters meters = new Meters(registry);
        ended = meters.labelledCounter(GatewayMetric.DECISIONS_CLOSED);
        seconds = meters.durations(GatewayMetric.DECISION_DURATION_SECONDS, 0.005, 10)
                .labelValues();
        meters.gauge(GatewayMetric.DECISIONS_PENDING, open::getAsInt);
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
