package org.ocppgateway.routing.redis;

import java.time.Duration;
import java.util.Optional;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.routing.redis.client.RedisLink;
import org.ocppgateway.routing.route.FoundRoute;
import org.ocppgateway.routing.route.PendingRoute;
import org.ocppgateway.routing.route.RouteFinder;
import org.ocppgateway.routing.route.RoutesUnavailableException;

/** Reads routes, {@code conn:<chargePointId>}. */
public final class RedisRouteFinder implements RouteFinder {
    private final RedisLookup lookup;
    private final RedisRoutes own;

    /** @param own the routes of this pod, which record recent departures */
    public RedisRouteFinder(RedisLink link, RedisRoutes own) {
        this.lookup = new RedisLookup(link);
        this.own = own;
    }

    @Override
    public Optional<FoundRoute> find(ChargePointId chargePointId)
            throws RoutesUnavailableException, InterruptedException {
        return lookup.route(chargePointId);
    }

    @Override
    public PendingRoute begin(ChargePointId chargePointId) {
        return lookup.beginRoute(chargePointId);
    }

    @Override
    public boolean leftWithin(ChargePointId chargePointId, Duration time) {
        return own.leftWithin(chargePointId, time);
    }
}
