package org.ocppgateway.routing.route;

import java.time.Instant;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.protocol.SessionEpoch;

/**
 * The route of any charge point, read from {@code conn:<chargePointId>}. A pod of another release may have written it.
 *
 * @param partition partition of {@code commands-down} that the pod reads
 * @param protocol WebSocket subprotocol of the connection, for example {@code ocpp1.6}; possibly unknown to this
 *     release
 */
public record FoundRoute(
        ChargePointId chargePointId,
        PodId pod,
        int partition,
        SessionEpoch epoch,
        String protocol,
        Instant connectedAt) {}
