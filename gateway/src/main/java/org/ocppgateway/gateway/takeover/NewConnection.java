package org.ocppgateway.gateway.takeover;

import org.ocppgateway.protocol.ChargePointId;

/**
 * A connection that is about to come in.
 *
 * @param remoteAddress where it comes from, for people
 */
public record NewConnection(ChargePointId chargePointId, String remoteAddress) {}
