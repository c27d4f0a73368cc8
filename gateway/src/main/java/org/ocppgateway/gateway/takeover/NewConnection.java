package org.ocppgateway.gateway.takeover;

import org.ocppgateway.protocol.ChargePointId;

/**
 * A connection before its admission.
 *
 * @param remoteAddress as {@code host:port}, for logs and events
 */
public record NewConnection(ChargePointId chargePointId, String remoteAddress) {}
