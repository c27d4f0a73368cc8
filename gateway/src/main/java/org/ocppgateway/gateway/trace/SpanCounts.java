package org.ocppgateway.gateway.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.CollectionRegistration;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Collection;
import java.util.Map;
import org.ocppgateway.gateway.metrics.GatewayMetric;
import org.ocppgateway.routing.metrics.Meters;

/** Reads what the exporter of OpenTelemetry counts, and registers it as metrics of the gateway. Thread-safe. */
final class SpanCounts implements MetricReader {
    private static final AttributeKey<Boolean> DROPPED = AttributeKey.booleanKey("dropped");
    private static final AttributeKey<Boolean> SUCCESS = AttributeKey.booleanKey("success");

    /** The outcomes, each with the metric and the attribute by which OpenTelemetry counts it. */
    private static final Map<String, Count> OUTCOMES = Map.of(
            "exported", new Count("otlp.exporter.exported", SUCCESS, true),
            "failed", new Count("otlp.exporter.exported", SUCCESS, false),
            "dropped", new Count("processedSpans", DROPPED, true));

    private volatile CollectionRegistration source = CollectionRegistration.noop();

    private record Count(String metric, AttributeKey<Boolean> attribute, boolean value) {
        long of(Collection<MetricData> metrics) {
            return metrics.stream()
                    .filter(each -> each.getName().equals(metric))
                    .flatMap(each -> each.getLongSumData().getPoints().stream())
                    .filter(point ->
                            Boolean.valueOf(value).equals(point.getAttributes().get(attribute)))
                    .mapToLong(LongPointData::getValue)
                    .sum();
        }
    }

    SpanCounts(PrometheusRegistry registry) {
        new Meters(registry).labelledCounter(GatewayMetric.TRACE_SPANS, callback -> {
            Collection<MetricData> metrics = source.collectAllMetrics();
            OUTCOMES.forEach((outcome, count) -> callback.call(count.of(metrics), outcome));
        });
    }

    @Override
    public void register(CollectionRegistration registration) {
        source = registration;
    }

    @Override
    public AggregationTemporality getAggregationTemporality(InstrumentType type) {
        return AggregationTemporality.CUMULATIVE;
    }

    @Override
    public CompletableResultCode forceFlush() {
        return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
        return CompletableResultCode.ofSuccess();
    }
}
