package org.ocppgateway.gateway.drain;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.BooleanSupplier;
import org.ocppgateway.gateway.metrics.GatewayMetric;
import org.ocppgateway.routing.metrics.EnumCounter;
import org.ocppgateway.routing.metrics.Meters;

/** Metrics of drains. Thread-safe. */
final class DrainMetrics {
    private final EnumCounter<Outcome> drains;

    /** How a drain ended. */
    enum Outcome {
        /** All outstanding CALLs had ended. */
        GRACEFUL,
        /** Connections were closed with outstanding CALLs. */
        FORCED,
        /** An operator cancelled it. */
        CANCELLED
    }

    /** @param draining whether the pod drains */
    DrainMetrics(PrometheusRegistry registry, BooleanSupplier draining) {
        Meters meters = new Meters(registry);
        drains = meters.counter(GatewayMetric.POD_DRAINS, Outcome.class);
        meters.gauge(GatewayMetric.POD_DRAINING, () -> draining.getAsBoolean() ? 1 : 0);
    }

    void count(Outcome outcome) {
        drains.count(outcome);
    }
}
