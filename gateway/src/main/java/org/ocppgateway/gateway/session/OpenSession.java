package org.ocppgateway.gateway.session;

import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.routing.route.Route;

/**
 * What the parts of one session share from the claim of its route to its end.
 *
 * @param context shared by all sessions
 * @param route of this session
 */
record OpenSession(SessionContext context, Route route, RegistrationState registration, SessionChannel channel) {
    ChargePointId chargePointId() {
        return route.chargePointId();
    }

    SessionMetrics metrics() {
        return context.metrics();
    }

    SessionTime time() {
        return context.time();
    }
}
