package org.ocppgateway.gateway.session;

import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.routing.route.Route;

/**
 * State that the parts of one session share, from the claim of its route to its end.
 *
 * @param context shared by all sessions
 * @param route of this session
 */
record OpenSession(
        SessionContext context,
        Route route,
        RegistrationState registration,
        SessionChannel channel,
        SessionCounters counters) {
    OpenSession(SessionContext context, Route route, RegistrationState registration, SessionChannel channel) {
        this(context, route, registration, channel, new SessionCounters());
    }

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
