package org.ocppgateway.gateway.session.publish;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
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
        Meters meters = Meters.ofGateway(registry);
        failures = meters.counter(
                "publish_failures",
                "Attempts to publish an event that failed",
                "reason",
                PublishException.Reason.class);
        heldAnswers =
                meters.gauge("answers_held", "Messages whose answer waits because their event cannot be published");
        outageCloses = meters.counter("held_too_long", "Messages whose connection was closed because of an outage");
        pendingOfflineEvents =
                meters.gauge("farewells_waiting", "Events of disconnected charge points that wait for Kafka");
        droppedOfflineEvents = meters.counter(
                "farewells_given_up", "Events of disconnected charge points that could not be published");
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
