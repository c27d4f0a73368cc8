package org.ocppgateway.routing.route;

import java.time.Instant;
import java.util.function.Consumer;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.OcppVersion;

/** The routes of this pod's sessions: claimed when a session begins, renewed by themselves, released when it ends. */
public interface Routes {

    /**
     * Claims the route for a new session and returns it with its epoch, once it is in Redis. While Redis is out the epoch is
     * provisional, from this pod's clock, and the route is registered when Redis is back. Blocks for a bounded time only.
     *
     * @param onLoss told at most once, on a thread of the routes, that the route is this session's no more; must only hand over
     */
    Route claim(ChargePointId chargePointId, OcppVersion protocol, Instant connectedAt, Consumer<RouteLoss> onLoss)
            throws InterruptedException;

    /**
     * Ends a session's route if it is still the current one; never touches a newer one. Blocks for a bounded time only.
     *
     * @return false if a newer one is known: then nothing may be told of the charge point as if it were current
     */
    boolean release(Route route) throws InterruptedException;
}
