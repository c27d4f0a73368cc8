package org.ocppgateway.gateway.journal;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.LongSupplier;
import org.ocppgateway.gateway.metrics.GatewayMetric;
import org.ocppgateway.routing.metrics.EnumCounter;
import org.ocppgateway.routing.metrics.Meters;

/** Metrics of the frame journal. */
final class JournalMetrics {
    private final CounterDataPoint recorded;
    private final EnumCounter<Loss> lost;
    private final EnumCounter<TopicOutcome> topic;

    /** Why a frame has no record. */
    enum Loss {
        /** The journal's queue was full. */
        QUEUE_FULL,
        /** The record is larger than the ring. */
        TOO_LARGE,
        /** An unexpected exception. */
        FAILED
    }

    /** Outcome of a record for the topic. */
    enum TopicOutcome {
        ACCEPTED,
        /** Too many records or bytes in flight, or Kafka is out of reach. */
        DROPPED
    }

    JournalMetrics(
            PrometheusRegistry registry, LongSupplier ringBytes, LongSupplier badEndBytes, LongSupplier streams) {
        Meters meters = new Meters(registry);
        recorded = meters.counter(GatewayMetric.JOURNAL_RECORDS);
        lost = meters.counter(GatewayMetric.JOURNAL_FRAMES_DROPPED, Loss.class);
        topic = meters.counter(GatewayMetric.JOURNAL_TOPIC_RECORDS, TopicOutcome.class);
        meters.gauge(GatewayMetric.JOURNAL_RING_BYTES, ringBytes);
        meters.gauge(GatewayMetric.JOURNAL_BAD_END_BYTES, badEndBytes);
        meters.gauge(GatewayMetric.JOURNAL_STREAMS_OPEN, streams);
    }

    void recorded(int records) {
        recorded.inc(records);
    }

    void count(Loss loss) {
        lost.count(loss);
    }

    void count(TopicOutcome outcome) {
        topic.count(outcome);
    }
}
