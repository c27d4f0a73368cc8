package org.ocppgateway.gateway.drain;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import org.ocppgateway.gateway.metrics.GatewayMetric;
import org.ocppgateway.routing.metrics.EnumCounter;
import org.ocppgateway.routing.metrics.Meters;

/** Metrics of rebalances. Thread-safe. */
public final class RebalanceMetrics {
    private final EnumCounter<Outcome> rebalances;

    /** How a rebalance ended. */
    enum Outcome {
        /** Each pod is within the spread around the average. */
        EVEN,
        /** Rounds had no effect. */
        UNEVEN,
        /** Charge points did not return, Redis was unavailable, or the process stopped. */
        ABORTED,
        /** An operator cancelled it. */
        CANCELLED;

        String label() {
            return EnumCounter.label(this);
        }
    }

    public RebalanceMetrics(PrometheusRegistry registry) {
        rebalances = new Meters(registry).counter(GatewayMetric.POD_REBALANCES, Outcome.class);
    }

    void count(Outcome outcome) {
        rebalances.count(outcome);
    }
}
