package org.ocppgateway.routing.kafka;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntSupplier;
import org.ocppgateway.routing.event.PublishException;
import org.ocppgateway.routing.metrics.Meters;
import org.ocppgateway.routing.metrics.RoutingMetric;

/** Metrics of records written to Kafka. */
final class ProducerMetrics {
    private final Counter published;
    private final Counter failed;
    private final Counter reduced;
    private final Histogram seconds;

    ProducerMetrics(PrometheusRegistry registry, IntSupplier inFlight, int limit) {
        Meters meters = new Meters(registry);
        published = meters.labelledCounter(RoutingMetric.KAFKA_RECORDS_PUBLISHED);
        failed = meters.labelledCounter(RoutingMetric.KAFKA_RECORDS_FAILED);
        reduced = meters.labelledCounter(RoutingMetric.KAFKA_RECORDS_REDUCED);
        seconds = meters.durations(RoutingMetric.KAFKA_PUBLISH_DURATION_SECONDS, 0.001, 10);
        meters.gauge(RoutingMetric.KAFKA_RECORDS_IN_FLIGHT, inFlight::getAsInt);
        meters.gauge(RoutingMetric.KAFKA_RECORDS_LIMIT, () -> limit);
    }

    CounterDataPoint reduced(String topic) {
        return reduced.labelValues(topic);
    }

    /** Returns the data points of one topic, resolved once. */
    OfTopic of(String topic) {
        Map<PublishException.Reason, CounterDataPoint> reasons = new EnumMap<>(PublishException.Reason.class);
        for (PublishException.Reason reason : PublishException.Reason.values()) {
            reasons.put(reason, failed.labelValues(topic, reason.name().toLowerCase(Locale.ROOT)));
        }
        return new OfTopic(published.labelValues(topic), reasons, seconds.labelValues(topic));
    }

    record OfTopic(
            CounterDataPoint published,
            Map<PublishException.Reason, CounterDataPoint> failed,
            DistributionDataPoint seconds) {

        void succeeded(long nanos) {
            published.inc();
            seconds.observe(nanos / 1e9);
        }

        void failed(PublishException.Reason reason) {
            CounterDataPoint counter = failed.get(reason);
            if (counter != null) {
                counter.inc();
            }
        }
    }
}
