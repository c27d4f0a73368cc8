package org.ocppgateway.routing.route;

import java.time.Instant;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.protocol.SessionEpoch;
import org.ocppgateway.routing.log.LogSubject;

/**
 * The route of a session on this pod. It is stored under {@code conn:<chargePointId>}, where other processes read it as
 * {@link FoundRoute}.
 *
 * @param partition partition of {@code commands-down} that the pod reads
 * @param protocol negotiated OCPP version
 */
public record Route(
        ChargePointId chargePointId,
        PodId pod,
        int partition,
        SessionEpoch epoch,
        OcppVersion protocol,
        Instant connectedAt)
        implements LogSubject {}
