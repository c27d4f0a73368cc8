package org.ocppgateway.gateway;

import org.ocppgateway.gateway.peer.PeerActions;
import org.ocppgateway.gateway.peer.PeerApi;
import org.ocppgateway.gateway.peer.PeerClient;
import org.ocppgateway.gateway.peer.PolledDecisions;
import org.ocppgateway.gateway.session.Sessions;
import org.ocppgateway.gateway.takeover.TakeoverArbiter;
import org.ocppgateway.gateway.takeover.TakeoverCoordinator;
import org.ocppgateway.gateway.takeover.TakeoverMetrics;
import org.ocppgateway.gateway.takeover.TakeoverSettings;
import org.ocppgateway.routing.redis.RedisWindowCounter;

/**
 * Decides which of two connections of a charge point stays, for this pod and for other pods.
 *
 * @param coordinator decides about new connections of this pod
 * @param peerApi decides about new connections of other pods
 */
record Takeovers(TakeoverCoordinator coordinator, PeerApi peerApi) {

    /** @param actions carried out for other pods */
    static Takeovers create(
            GatewayContext context,
            PodIdentity identity,
            RedisStores redis,
            PeerClient peers,
            Sessions sessions,
            PeerActions actions) {
        TakeoverSettings settings = context.config().chargePoints().takeover();
        TakeoverArbiter arbiter = new TakeoverArbiter(
                settings,
                sessions::existingSession,
                new RedisWindowCounter(redis.link()),
                System::nanoTime,
                new TakeoverMetrics(context.pod().registry()));
        PolledDecisions decisions = new PolledDecisions(arbiter, settings.probeLimit(), System::nanoTime);
        return new Takeovers(
                new TakeoverCoordinator(
                        context.pod().pod(), redis.routeFinder(), redis.leases(), arbiter, peers, System::nanoTime),
                new PeerApi(identity.peer().secret(), decisions, actions));
    }
}
