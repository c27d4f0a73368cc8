package org.ocppgateway.gateway.session.connector;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A transaction that has not ended, as the messages of its session reported it.
 *
 * @param startedAt by the clock of the charge point; null if the session did not see the start
 * @param energyWh energy since the start in Wh; null if the start or the meter value was not reported
 * @param chargingState of OCPP 2.x; null if it was not reported
 * @param idToken masked as in the frame journal; null if it was not reported
 */
public record ReportedTransaction(
        String transactionId,
        @Nullable Instant startedAt,
        @Nullable Double energyWh,
        @Nullable String chargingState,
        @Nullable String idToken) {}
