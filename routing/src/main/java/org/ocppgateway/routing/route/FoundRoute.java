package org.ocppgateway.routing.route;

import java.time.Instant;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.protocol.SessionEpoch;

/**
 * Where a charge point is connected, as Redis has it under {@code conn:<chargePointId>}. A pod of another release may have written it.
 *
 * @param partition the partition of {@code commands-down} that the pod reads
 * @param protocol the WebSocket subprotocol of the connection, for example {@code ocpp1.6}; this release may not know it
 */
public record FoundRoute(
        ChargePointId chargePointId,
        PodId pod,
        int partition,
        SessionEpoch epoch,
        String protocol,
        Instant connectedAt) {}
