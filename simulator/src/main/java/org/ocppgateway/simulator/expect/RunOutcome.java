package org.ocppgateway.simulator.expect;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.simulator.measure.FleetSnapshot;
import org.ocppgateway.simulator.scrape.GatewayMetrics;

/**
 * What a run has shown.
 *
 * @param chargePoints that should be connected
 * @param beforeStop how it was just before its end was begun
 * @param afterStop how it was after all had left
 * @param gateways of all gateways together, just before the end; null if they did not tell
 */
public record RunOutcome(
        int chargePoints,
        FleetSnapshot beforeStop,
        FleetSnapshot afterStop,
        @Nullable GatewayMetrics gateways) {

    /** Nothing if they did not tell. */
    public Optional<GatewayMetrics> gatewayMetrics() {
        return Optional.ofNullable(gateways);
    }
}
