package org.ocppgateway.gateway.admission;

import org.ocppgateway.protocol.ChargePointId;

/**
 * A valid upgrade request of a charge point, before its admission.
 *
 * @param remoteAddress as {@code host:port}, for logs and events
 */
public record AdmissionRequest(ChargePointId chargePointId, String remoteAddress) {}
