package org.ocppgateway.gateway.session;

import org.ocppgateway.gateway.authentication.Authenticated;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.OcppVersion;

/**
 * The charge point of a session, as its admission established it.
 *
 * @param version the negotiated version
 */
record SessionClient(ChargePointId chargePointId, Authenticated authenticated, OcppVersion version) {}
