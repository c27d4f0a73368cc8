package org.ocppgateway.gateway.session.publish;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.ocppgateway.gateway.metrics.GatewayMetric;
import org.ocppgateway.routing.event.PublishException;
import org.ocppgateway.routing.metrics.EnumCounter;
import org.ocppgateway.routing.metrics.Meters;

/** Metrics of publishing. Data points are resolved once. Thread-safe. */
final class PublishMetrics {
    private final EnumCounter<PublishException.Reason> failures;
    private final GaugeDataPoint heldAnswers;
    private final CounterDataPoint outageCloses;
    private final GaugeDataPoint pendingOfflineEvents;
    private final CounterDataPoint droppedOfflineEvents;

    PublishMetrics(PrometheusRegistry registry) {
        Meters meters = new Meters(registry);
        failures = meters.counter(GatewayMetric.EVENT_PUBLISH_FAILURES, PublishException.Reason.class);
        heldAnswers = meters.gauge(GatewayMetric.UPLINK_ANSWERS_PENDING);
        outageCloses = meters.counter(GatewayMetric.SESSION_OUTAGE_CLOSES);
        pendingOfflineEvents = meters.gauge(GatewayMetric.OFFLINE_EVENTS_PENDING);
        droppedOfflineEvents = meters.counter(GatewayMetric.OFFLINE_EVENTS_DROPPED);
    }

    void failed(PublishException.Reason reason) {
        failures.count(reason);
    }

    void heldAnswers(int change) {
        heldAnswers.inc(change);
    }

    void outageClose() {
        outageCloses.inc();
    }

    void pendingOfflineEvents(int change) {
        pendingOfflineEvents.inc(change);
    }

    void offlineEventDropped() {
        droppedOfflineEvents.inc();
    }
}
