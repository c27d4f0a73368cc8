package org.ocppgateway.gateway.endpoint;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.admission.Refusal;
import org.ocppgateway.gateway.metrics.GatewayMetric;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.routing.metrics.Meters;

/** Metrics of upgrades and of the sockets before and after a WebSocket. Thread-safe. */
final class EndpointMetrics {
    private final Counter upgrades;
    private final Counter refusals;
    private final DistributionDataPoint admissionSeconds;
    private final CounterDataPoint handshakesTimedOut;
    private final CounterDataPoint compressionDeclined;
    private final Meters meters;

    EndpointMetrics(PrometheusRegistry registry) {
        this.meters = new Meters(registry);
        upgrades = meters.labelledCounter(GatewayMetric.ENDPOINT_UPGRADES);
        refusals = meters.labelledCounter(GatewayMetric.ENDPOINT_UPGRADE_REFUSALS);
        admissionSeconds = meters.durations(GatewayMetric.ENDPOINT_ADMISSION_DURATION_SECONDS, 0.001, 5)
                .labelValues();
        handshakesTimedOut = meters.counter(GatewayMetric.ENDPOINT_HANDSHAKE_TIMEOUTS);
        compressionDeclined = meters.counter(GatewayMetric.ENDPOINT_COMPRESSION_REFUSALS);
    }

    void compressedConnections(IntSupplier count) {
        meters.gauge(GatewayMetric.ENDPOINT_COMPRESSED_CONNECTIONS, count::getAsInt);
    }

    void lingering(IntSupplier count) {
        meters.gauge(GatewayMetric.ENDPOINT_LINGERING_SOCKETS, count::getAsInt);
    }

    void compressionDeclined() {
        compressionDeclined.inc();
    }

    void upgraded(@Nullable OcppVersion version) {
        upgrades.labelValues(version == null ? "none" : version.label()).inc();
    }

    void refused(Refusal refusal) {
        refusals.labelValues(Integer.toString(refusal.status()), refusal.reason())
                .inc();
    }

    void decidedAfter(long nanos) {
        admissionSeconds.observe(nanos / 1e9);
    }

    void handshakeTimedOut() {
        handshakesTimedOut.inc();
    }
}
