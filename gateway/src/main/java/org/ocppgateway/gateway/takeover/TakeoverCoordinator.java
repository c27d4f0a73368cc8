package org.ocppgateway.gateway.takeover;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.routing.route.FoundRoute;
import org.ocppgateway.routing.route.Lease;
import org.ocppgateway.routing.route.Leases;
import org.ocppgateway.routing.route.PendingRoute;
import org.ocppgateway.routing.route.RouteFinder;
import org.ocppgateway.routing.route.RoutesUnavailableException;

/**
 * Gets the takeover decision for a new connection from the pod that owns the charge point's session. A dead or unreachable pod does not
 * block the new connection. Thread-safe; blocks for a bounded time.
 */
public final class TakeoverCoordinator {
    /** Age at which a lookup is repeated: a slow password check came between, and the charge point may have moved. */
    private static final Duration MAX_AGE = Duration.ofMillis(250);

    private final PodId pod;
    private final RouteFinder routes;
    private final Leases leases;
    private final TakeoverArbiter localArbiter;
    private final PeerArbiter peerArbiter;
    private final LongSupplier nanoTime;

    /**
     * @param pod id of this pod
     * @param nanoTime monotonic clock in nanoseconds
     */
    public TakeoverCoordinator(
            PodId pod,
            RouteFinder routes,
            Leases leases,
            TakeoverArbiter localArbiter,
            PeerArbiter peerArbiter,
            LongSupplier nanoTime) {
        this.pod = pod;
        this.routes = routes;
        this.leases = leases;
        this.localArbiter = localArbiter;
        this.peerArbiter = peerArbiter;
        this.nanoTime = nanoTime;
    }

    /** A route that is being read. */
    public static final class Lookup {
        private final PendingRoute route;
        private final long begunAt;

        private Lookup(PendingRoute route, long begunAt) {
            this.route = route;
            this.begunAt = begunAt;
        }
    }

    /** Begins to read the route of a charge point. Does not block. */
    public Lookup begin(ChargePointId chargePointId) {
        return new Lookup(routes.begin(chargePointId), nanoTime.getAsLong());
    }

    /** Decides about a new connection. A lookup that has become old is repeated. While Redis is unavailable only the sessions of this pod are considered. */
    public TakeoverDecision decide(NewConnection connection, Lookup lookup) throws InterruptedException {
        try {
            boolean old = nanoTime.getAsLong() - lookup.begunAt > MAX_AGE.toNanos();
            Optional<FoundRoute> route = old ? routes.find(connection.chargePointId()) : lookup.route.await();
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
