package org.ocppgateway.gateway.endpoint;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.OcppVersion;

/** What is counted about upgrades. */
final class EndpointMetrics {
    private final Counter upgrades;
    private final Counter refusals;
    private final Counter handshakesTimedOut;
    private final Counter compressionDeclined;
    private final PrometheusRegistry registry;

    EndpointMetrics(PrometheusRegistry registry) {
        this.registry = registry;
        upgrades = Counter.builder()
                .name("ocpp_gateway_upgrades_total")
                .help("WebSocket upgrades answered with 101, by version; none means closed for want of a common one")
                .labelNames("version")
                .register(registry);
        refusals = Counter.builder()
                .name("ocpp_gateway_upgrades_refused_total")
                .help("Upgrades refused before the 101, by HTTP status and reason")
                .labelNames("status", "reason")
                .register(registry);
        handshakesTimedOut = Counter.builder()
                .name("ocpp_gateway_handshakes_timed_out_total")
                .help("TCP connections cut because they did not upgrade in time")
                .register(registry);
        compressionDeclined = Counter.builder()
                .name("ocpp_gateway_compression_declined_total")
                .help("Offers of permessage-deflate not taken because enough connections had it")
                .register(registry);
    }

    void compressedConnections(IntSupplier count) {
        GaugeWithCallback.builder()
                .name("ocpp_gateway_compressed_connections")
                .help("Connections that have permessage-deflate")
                .callback(callback -> callback.call(count.getAsInt()))
                .register(registry);
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
