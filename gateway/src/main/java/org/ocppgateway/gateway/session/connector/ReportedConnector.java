package org.ocppgateway.gateway.session.connector;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A connector with its current transaction, as the messages of its session reported them.
 *
 * @param evseId 0 is the whole charge point; OCPP 1.6: the number of the connector; null for a transaction without an EVSE
 * @param connectorId null for a transaction that names only its EVSE
 * @param status null if only a transaction was reported
 * @param errorCode of OCPP 1.6; null if there is no error
 * @param updatedAt time of the last message about it, by the clock of the gateway
 */
public record ReportedConnector(
        @Nullable Integer evseId,
        @Nullable Integer connectorId,
        @Nullable String status,
        @Nullable String errorCode,
        Instant updatedAt,
        @Nullable ReportedTransaction transaction) {}
