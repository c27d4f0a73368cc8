package org.ocppgateway.gateway.takeover;

import java.util.Optional;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.routing.route.FoundRoute;
import org.ocppgateway.routing.route.Lease;
import org.ocppgateway.routing.route.Leases;
import org.ocppgateway.routing.route.RouteFinder;
import org.ocppgateway.routing.route.RoutesUnavailableException;

/**
 * Gets the takeover decision for a new connection from the pod that owns the charge point's session. A dead or unreachable pod does not
 * block the new connection. Thread-safe; blocks for a bounded time.
 */
public final class TakeoverCoordinator {
    private final PodId pod;
    private final RouteFinder routes;
    private final Leases leases;
    private final TakeoverArbiter localArbiter;
    private final PeerArbiter peerArbiter;

    /** @param pod id of this pod */
    public TakeoverCoordinator(
            PodId pod, RouteFinder routes, Leases leases, TakeoverArbiter localArbiter, PeerArbiter peerArbiter) {
        this.pod = pod;
        this.routes = routes;
        this.leases = leases;
        this.localArbiter = localArbiter;
        this.peerArbiter = peerArbiter;
    }

    /** Decides about a new connection. While Redis is unavailable only the sessions of this pod are considered. */
    public TakeoverDecision decide(NewConnection connection) throws InterruptedException {
        try {
            Optional<FoundRoute> route = routes.find(connection.chargePointId());
            if (route.isPresent() && !route.get().pod().equals(pod)) {
                Optional<Lease> lease = leases.find(route.get().pod());
                return peerArbiter.decide(lease.orElse(null), connection);
            }
        } catch (RoutesUnavailableException e) {
            return localArbiter.decide(connection);
        }
        return localArbiter.decide(connection);
    }
}
