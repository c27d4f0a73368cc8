package org.ocppgateway.routing.redis;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ocppgateway.protocol.SessionEpoch;
import org.ocppgateway.routing.log.EventLog;
import org.ocppgateway.routing.log.RoutingLogEvent;
import org.ocppgateway.routing.redis.client.RedisCall;
import org.ocppgateway.routing.redis.client.RedisLink;
import org.ocppgateway.routing.redis.client.RedisUnavailableException;
import org.ocppgateway.routing.route.Incarnation;
import org.ocppgateway.routing.route.LostRoutes;
import org.ocppgateway.routing.route.RoutesUnavailableException;

/** Reads and removes the route indexes of incarnations in Redis: {@code pods}, {@code held:} and {@code lost:}. */
public final class RedisLostRoutes implements LostRoutes {
    private static final EventLog LOG = EventLog.of(RedisLostRoutes.class);
    private static final Duration SEEN_TO_FOR = Duration.ofSeconds(30);
    /** Page size, small enough to be handled within a fraction of that time. */
    private static final String PART = "50";

    private final RedisLink link;
    private final String self;

    /** @param self this pod's own incarnation */
    public RedisLostRoutes(RedisLink link, Incarnation self) {
        this.link = link;
        this.self = self.toString();
    }

    @Override
    public Map<String, Integer> listIncarnations() throws RoutesUnavailableException, InterruptedException {
        Map<String, Integer> listIncarnations = new LinkedHashMap<>();
        List<String> lines = run(RouteIndexScripts.HOLDERS, PodRouteIndex.HOLDERS_KEY)
                .lines()
                .toList();
        for (int i = 0; i + 1 < lines.size(); i += 2) {
            add(listIncarnations, lines.get(i), lines.get(i + 1));
        }
        return listIncarnations;
    }

    private static void add(Map<String, Integer> listIncarnations, String incarnation, String partition) {
        try {
            listIncarnations.put(incarnation, Integer.valueOf(partition));
        } catch (NumberFormatException e) {
            LOG.log(RoutingLogEvent.ROUTE_PARTITION_SKIPPED, incarnation, partition);
        }
    }

    @Override
    public Optional<SessionEpoch> declareLost(String incarnation)
            throws RoutesUnavailableException, InterruptedException {
        String epoch = run(
                RouteIndexScripts.DECLARE,
                PodRouteIndex.lostKey(incarnation),
                self,
                Long.toString(SEEN_TO_FOR.toMillis()));
        return epoch.isEmpty() ? Optional.empty() : Optional.of(new SessionEpoch(Long.parseLong(epoch)));
    }

    @Override
    public Page listRoutes(String incarnation, String cursor) throws RoutesUnavailableException, InterruptedException {
        return PodRouteIndex.part(run(RouteIndexScripts.NOTES, PodRouteIndex.heldKey(incarnation), cursor, PART));
    }

    @Override
    public boolean remove(IndexedRoute route) throws RoutesUnavailableException, InterruptedException {
        String key = "conn:" + route.chargePointId();
        return !run(RouteScripts.RELEASE, key, route.epoch().toString()).equals("newer");
    }

    @Override
    public void forget(String incarnation, IndexedRoute route) throws RoutesUnavailableException, InterruptedException {
        run(
                RouteIndexScripts.STRIKE,
                PodRouteIndex.heldKey(incarnation),
                route.chargePointId().value(),
                route.epoch().toString());
    }

    @Override
    public void finish(String incarnation, boolean all) throws RoutesUnavailableException, InterruptedException {
        if (all) {
            run(RouteIndexScripts.UNREGISTER, PodRouteIndex.HOLDERS_KEY, incarnation);
            run(RouteIndexScripts.FORGET, PodRouteIndex.heldKey(incarnation));
        }
        run(
                RouteIndexScripts.SETTLE,
                PodRouteIndex.lostKey(incarnation),
                self,
                Long.toString(PodRouteIndex.LIFETIME.toMillis()));
    }

    private String run(RedisCall call, String key, String... arguments)
            throws RoutesUnavailableException, InterruptedException {
        try {
            return link.run(call, key, arguments);
        } catch (RedisUnavailableException e) {
            throw new RoutesUnavailableException(e);
        }
    }
}
