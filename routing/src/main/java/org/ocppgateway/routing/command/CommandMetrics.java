package org.ocppgateway.routing.command;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.LongSupplier;
import org.ocppgateway.routing.metrics.Meters;
import org.ocppgateway.routing.metrics.Metric;
import org.ocppgateway.routing.metrics.RoutingMetric;

/** Metrics of the command lifecycle. */
final class CommandMetrics {
    final Counter ended;
    final Counter repeated;
    final Counter replies;
    final CounterDataPoint forwarded;
    final CounterDataPoint resultRetries;
    final CounterDataPoint resultsDropped;
    final Histogram seconds;

    private final Meters meters;

    CommandMetrics(PrometheusRegistry registry) {
        meters = new Meters(registry);
        ended = meters.labelledCounter(RoutingMetric.COMMANDS_ENDED);
        for (Outcome outcome : Outcome.values()) {
            ended.initLabelValues(outcome.label());
        }
        repeated = meters.labelledCounter(RoutingMetric.COMMANDS_REPEATED);
        replies = meters.labelledCounter(RoutingMetric.REPLIES_RECEIVED);
        forwarded = meters.counter(RoutingMetric.COMMANDS_FORWARDED);
        resultRetries = meters.counter(RoutingMetric.RESULT_RETRIES);
        resultsDropped = meters.counter(RoutingMetric.RESULTS_DROPPED);
        seconds = meters.durations(RoutingMetric.COMMAND_DURATION_SECONDS, 0.005, 60);
    }

    void gauge(Metric metric, LongSupplier value) {
        meters.gauge(metric, value);
    }
}
