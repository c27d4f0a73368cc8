package org.ocppgateway.simulator.expect;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.simulator.measure.FleetSnapshot;
import org.ocppgateway.simulator.scrape.GatewayMetrics;

/**
 * Measurements of a run.
 *
 * @param chargePoints number of charge points that should be connected
 * @param beforeStop snapshot taken directly before the stop
 * @param afterStop snapshot taken after the stop
 * @param gateways sum over all gateways, directly before the stop; null if the gateways did not answer
 */
public record RunOutcome(
        int chargePoints,
        FleetSnapshot beforeStop,
        FleetSnapshot afterStop,
        @Nullable GatewayMetrics gateways) {

    /** Returns the gateway metrics, or empty if the gateways did not answer. */
    public Optional<GatewayMetrics> gatewayMetrics() {
        return Optional.ofNullable(gateways);
    }
}
