package org.ocppgateway.routing.route;

import java.time.Instant;
import java.util.function.Consumer;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.OcppVersion;

/** Routes of this pod's sessions: claimed when a session starts, renewed periodically, released when it ends. */
public interface Routes {

    /**
     * Claims the route of a new session and returns it with its epoch, after it is stored in Redis. During a Redis
     * outage the epoch is provisional, from this pod's clock, and the route is stored after the outage. Blocks for a
     * bounded time.
     *
     * @param onLoss called at most once, on a thread of the routes, when the session has lost its route; must not block
     */
    Route claim(ChargePointId chargePointId, OcppVersion protocol, Instant connectedAt, Consumer<RouteLoss> onLoss)
            throws InterruptedException;

    /**
     * Releases the route of a session if it is still the current one; never touches a newer one. Blocks for a bounded
     * time. Until {@link #forget}, another pod reports the charge point offline if this pod ends.
     *
     * @return false if a newer route is known: then no event may report this session's end as the charge point's state
     */
    boolean release(Route route) throws InterruptedException;

    /** Ends the responsibility of other pods for a released route: its session has reported its end. Does not block. */
    void forget(Route route);

    /**
     * Leaves the report of a released route to another pod: its session could not report its end. That pod reports the
     * charge point offline after this pod has ended, unless there is a newer session. The number of such routes is
     * limited; a further one is forgotten and counted. Does not block.
     */
    void leaveToOthers(Route route);
}
