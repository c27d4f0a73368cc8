package org.ocppgateway.gateway.takeover;

import java.util.Optional;
import org.ocppgateway.gateway.peer.PeerClient;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.routing.route.FoundRoute;
import org.ocppgateway.routing.route.Lease;
import org.ocppgateway.routing.route.Leases;
import org.ocppgateway.routing.route.RouteFinder;
import org.ocppgateway.routing.route.RoutesUnavailableException;

/**
 * Has it decided whether a newcomer may come in, by the pod that has its charge point's session. A pod that is dead, or does not
 * answer, has nothing to say. Called by any number of virtual threads; blocks for a bounded time.
 */
public final class TakeoverCoordinator {
    private final PodId pod;
    private final RouteFinder routes;
    private final Leases leases;
    private final TakeoverArbiter own;
    private final PeerClient peers;

    /** @param pod this one */
    public TakeoverCoordinator(PodId pod, RouteFinder routes, Leases leases, TakeoverArbiter own, PeerClient peers) {
        this.pod = pod;
        this.routes = routes;
        this.leases = leases;
        this.own = own;
        this.peers = peers;
    }

    /** Decides about a newcomer. While Redis is out only this pod's own sessions are known. */
    public TakeoverDecision decide(NewConnection newcomer) throws InterruptedException {
        try {
            Optional<FoundRoute> route = routes.find(newcomer.chargePointId());
            if (route.isPresent() && !route.get().pod().equals(pod)) {
                Optional<Lease> lease = leases.find(route.get().pod());
                return peers.decide(lease.orElse(null), newcomer);
            }
        } catch (RoutesUnavailableException e) {
            return own.decide(newcomer);
        }
        return own.decide(newcomer);
    }
}
