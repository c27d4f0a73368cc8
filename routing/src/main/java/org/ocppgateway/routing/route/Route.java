package org.ocppgateway.routing.route;

import java.time.Instant;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.protocol.SessionEpoch;

/**
 * The route of a session on this pod. Redis has it under {@code conn:<chargePointId>}, where others read it as {@link FoundRoute}.
 *
 * @param partition the partition of {@code commands-down} that the pod listens on
 * @param protocol the version this connection negotiated
 */
public record Route(
        ChargePointId chargePointId,
        PodId pod,
        int partition,
        SessionEpoch epoch,
        OcppVersion protocol,
        Instant connectedAt) {}
