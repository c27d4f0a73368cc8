package org.ocppgateway.gateway.admission;

import org.ocppgateway.protocol.ChargePointId;

/**
 * A charge point that asks for the upgrade.
 *
 * @param remoteAddress where it comes from, for people
 */
public record AdmissionRequest(ChargePointId chargePointId, String remoteAddress) {}
