package org.ocppgateway.gateway.endpoint;

import org.ocppgateway.gateway.admission.AdmissionResult;
import org.ocppgateway.gateway.connection.Connection;
import org.ocppgateway.gateway.connection.ConnectionListener;
import org.ocppgateway.protocol.OcppVersion;

/** Creates the listener of a new connection. Called on a transport thread; must not block. */
@FunctionalInterface
public interface SessionFactory {
    ConnectionListener newSession(AdmissionResult.Admitted admitted, OcppVersion version, Connection connection);
}
