package org.ocppgateway.gateway.endpoint;

import org.ocppgateway.protocol.ChargePointId;

/**
 * A charge point that asks for the upgrade.
 *
 * @param remoteAddress where it comes from, for people
 */
public record Arrival(ChargePointId chargePointId, String remoteAddress) {}
