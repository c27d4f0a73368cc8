package org.ocppgateway.gateway.session;

import java.time.Instant;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.handler.Uplink;
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

    /**
     * Records what a message says about the charge point.
     *
     * @param receivedAt by the wall clock of the gateway
     */
    void record(Uplink message, Instant receivedAt) {
        counters.record(message, receivedAt, time().nanos());
        if (message instanceof Uplink.Accepted accepted) {
            int dropped = counters.recordConnectors(accepted, receivedAt, context.frames()::masked);
            metrics().connectorsDropped(dropped);
        }
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
