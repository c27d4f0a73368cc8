package org.ocppgateway.gateway.config;

import org.ocppgateway.gateway.connection.ConnectionLimits;
import org.ocppgateway.gateway.endpoint.EndpointSettings;
import org.ocppgateway.gateway.security.SecuritySettings;
import org.ocppgateway.gateway.session.SessionSettings;
import org.ocppgateway.gateway.takeover.TakeoverSettings;

/** Settings of the side of the charge points. */
public record ChargePointSettings(
        EndpointSettings endpoint,
        ConnectionLimits connection,
        SecuritySettings security,
        SessionSettings session,
        TakeoverSettings takeover) {}
