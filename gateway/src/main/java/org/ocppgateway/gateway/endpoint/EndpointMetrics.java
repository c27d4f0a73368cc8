package org.ocppgateway.gateway.endpoint;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.admission.Refusal;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.routing.metrics.Meters;

/** Metrics of upgrades and of the sockets before and after a WebSocket. Thread-safe. */
final class EndpointMetrics {
    private final Counter upgrades;
    private final Counter refusals;
    private final CounterDataPoint handshakesTimedOut;
    private final CounterDataPoint compressionDeclined;
    private final Meters meters;

    EndpointMetrics(PrometheusRegistry registry) {
        this.meters = Meters.ofGateway(registry);
        upgrades = meters.counter(
                "upgrades",
                "WebSocket upgrades answered with 101, by version; none means closed because there is no common version",
                "version");
        refusals = meters.counter(
                "upgrades_refused", "Upgrades refused before the 101, by HTTP status and reason", "status", "reason");
        handshakesTimedOut =
                meters.counter("handshakes_timed_out", "TCP connections cut because of the handshake timeout");
        compressionDeclined = meters.counter(
                "compression_declined",
                "Offers of permessage-deflate declined because of the limit of compressed connections");
    }

    void compressedConnections(IntSupplier count) {
        meters.gauge("compressed_connections", "Connections with permessage-deflate", count::getAsInt);
    }

    void lingering(IntSupplier count) {
        meters.gauge(
                "lingering_sockets",
                "Sockets of closed connections that are read until the peer has received the close frame",
                count::getAsInt);
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

    void handshakeTimedOut() {
        handshakesTimedOut.inc();
    }
}
