package org.ocppgateway.routing.redis;

import java.time.Duration;
import java.util.Optional;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.routing.route.Route;
import org.ocppgateway.routing.route.RouteFinder;
import org.ocppgateway.routing.route.RoutesUnavailableException;

/** Reads routes, {@code conn:<chargePointId>}. */
public final class RedisRouteFinder implements RouteFinder {
    private final RedisLink link;
    private final RedisRoutes own;

    /** @param own the routes of this pod, which know who left it lately */
    public RedisRouteFinder(RedisLink link, RedisRoutes own) {
        this.link = link;
        this.own = own;
    }

    @Override
    public Optional<Route> find(ChargePointId chargePointId) throws RoutesUnavailableException, InterruptedException {
        try {
            String value = link.run(RouteScripts.GET, "conn:" + chargePointId);
            return value.isEmpty() ? Optional.empty() : Optional.of(RouteValue.parse(chargePointId, value));
        } catch (RedisUnavailableException e) {
            throw new RoutesUnavailableException(e);
        }
    }

    @Override
    public boolean leftWithin(ChargePointId chargePointId, Duration time) {
        return own.leftWithin(chargePointId, time);
    }
}
