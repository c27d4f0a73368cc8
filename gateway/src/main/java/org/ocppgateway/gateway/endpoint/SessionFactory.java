package org.ocppgateway.gateway.endpoint;

import org.ocppgateway.gateway.connection.Connection;
import org.ocppgateway.gateway.connection.ConnectionListener;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.OcppVersion;

/** Makes what handles the messages of a new connection. Must not block. */
@FunctionalInterface
public interface SessionFactory {
    ConnectionListener newSession(ChargePointId chargePointId, OcppVersion version, Connection connection);
}
