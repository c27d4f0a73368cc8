package org.ocppgateway.gateway.takeover;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.ocppgateway.gateway.metrics.GatewayMetric;
import org.ocppgateway.routing.metrics.Meters;

/** Metrics of takeover decisions. One instance per process; thread-safe. */
public final class TakeoverMetrics {
    final Counter decisions;
    final CounterDataPoint unpublishedEvents;

    public TakeoverMetrics(PrometheusRegistry registry) {
        Meters meters = new Meters(registry);
        decisions = meters.labelledCounter(GatewayMetric.TAKEOVER_DECISIONS);
        unpublishedEvents = meters.counter(GatewayMetric.TAKEOVER_EVENTS_DROPPED);
    }
}
