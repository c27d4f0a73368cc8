package org.ocppgateway.routing.sweep;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.LongSupplier;
import org.ocppgateway.routing.command.Outcome;
import org.ocppgateway.routing.metrics.Meters;
import org.ocppgateway.routing.metrics.RoutingMetric;

/** Metrics of the sweeper. */
final class SweepMetrics {
    final CounterDataPoint passed;
    final Counter ended;
    final CounterDataPoint forwarded;
    final CounterDataPoint redelivered;
    final CounterDataPoint failed;

    SweepMetrics(PrometheusRegistry registry, LongSupplier tracked, LongSupplier trackedBytes) {
        Meters meters = new Meters(registry);
        passed = meters.counter(RoutingMetric.SWEEPER_COMMANDS_SKIPPED);
        ended = meters.labelledCounter(RoutingMetric.SWEEPER_COMMANDS_ENDED);
        for (Outcome outcome : Outcome.values()) {
            ended.initLabelValues(outcome.label());
        }
        forwarded = meters.counter(RoutingMetric.SWEEPER_COMMANDS_FORWARDED);
        redelivered = meters.counter(RoutingMetric.SWEEPER_RESULTS_REDELIVERED);
        failed = meters.counter(RoutingMetric.SWEEPER_CHECK_FAILURES);
        meters.gauge(RoutingMetric.SWEEPER_COMMANDS_TRACKED, tracked);
        meters.gauge(RoutingMetric.SWEEPER_COMMANDS_TRACKED_BYTES, trackedBytes);
    }
}
