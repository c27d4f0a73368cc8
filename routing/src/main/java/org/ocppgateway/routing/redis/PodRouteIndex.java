package org.ocppgateway.routing.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.SessionEpoch;
import org.ocppgateway.routing.log.EventLog;
import org.ocppgateway.routing.log.RoutingLogEvent;
import org.ocppgateway.routing.redis.client.ReadCall;
import org.ocppgateway.routing.redis.client.RedisCall;
import org.ocppgateway.routing.redis.client.RedisLink;
import org.ocppgateway.routing.redis.client.RedisUnavailableException;
import org.ocppgateway.routing.route.Incarnation;
import org.ocppgateway.routing.route.LostRoutes;
import org.ocppgateway.routing.route.LostRoutes.IndexedRoute;
import org.ocppgateway.routing.route.LostRoutes.Page;
import org.ocppgateway.routing.route.Route;

/**
 * The index of one incarnation's routes. Routes expire soon after their pod; the index is kept for a day, so that other
 * pods can find the charge points that were lost with it. Only {@link #find} blocks.
 */
final class PodRouteIndex {
    private static final EventLog LOG = EventLog.of(PodRouteIndex.class);

    /** The hash of all incarnations that have an index. */
    static final String HOLDERS_KEY = "pods";

    static final Duration LIFETIME = Duration.ofHours(24);

    private static final String PART = "500";

    private final RedisLink link;
    private final Incarnation incarnation;
    private final int partition;

    PodRouteIndex(RedisLink link, Incarnation incarnation, int partition) {
        this.link = link;
        this.incarnation = incarnation;
        this.partition = partition;
    }

    /** Registers the incarnation; repeated within the lifetime of the index. */
    void register() {
        run(RouteIndexScripts.REGISTER, HOLDERS_KEY, reply -> {}, incarnation.toString(), Integer.toString(partition));
        run(RouteIndexScripts.KEEP, key(), reply -> {}, Long.toString(LIFETIME.toMillis()));
    }

    /** Removes the registration, because nothing is left to clean up. */
    void unregister() {
        run(RouteIndexScripts.UNREGISTER, HOLDERS_KEY, reply -> {}, incarnation.toString());
    }

    /** @param onNew called if the charge point was not indexed before; must not block */
    void add(Route route, Runnable onNew) {
        Consumer<String> onDone = reply -> {
            if (reply.equals("new")) {
                onNew.run();
            }
        };
        run(
                RouteIndexScripts.NOTE,
                key(),
                onDone,
                route.chargePointId().value(),
                route.epoch().toString(),
                route.protocol().subprotocol(),
                Long.toString(LIFETIME.toMillis()));
    }

    void remove(Route route) {
        remove(route.chargePointId(), route.epoch(), () -> {});
    }

    /**
     * Removes the route and the index entry of an ended session.
     *
     * @param onStruck called if the entry existed; must not block
     */
    void removeStale(IndexedRoute noted, Runnable onStruck) {
        ChargePointId chargePointId = noted.chargePointId();
        run(
                RouteScripts.RELEASE,
                "conn:" + chargePointId,
                reply -> {},
                noted.epoch().toString());
        remove(chargePointId, noted.epoch(), onStruck);
    }

    private void remove(ChargePointId chargePointId, SessionEpoch epoch, Runnable onStruck) {
        Consumer<String> onDone = reply -> {
            if (reply.equals("struck")) {
                onStruck.run();
            }
        };
        run(RouteIndexScripts.STRIKE, key(), onDone, chargePointId.value(), epoch.toString());
    }

    /** Reads one page of the index. */
    Page find(String cursor) throws RedisUnavailableException, InterruptedException {
        return part(link.run(RouteIndexScripts.NOTES, key(), cursor, PART));
    }

    /** @param onLost called with the greatest lost epoch if this incarnation was declared lost */
    void checkLost(Consumer<SessionEpoch> onLost) {
        run(ReadCall.GET, lostKey(incarnation.toString()), reply -> {
            if (!reply.isEmpty()) {
                onLost.accept(new SessionEpoch(Long.parseLong(reply.split(" ", 2)[0])));
            }
        });
    }

    private void run(RedisCall call, String key, Consumer<String> onDone, String... arguments) {
        link.runAsync(call, key, () -> true, onDone, arguments);
    }

    private String key() {
        return heldKey(incarnation.toString());
    }

    static String heldKey(String incarnation) {
        return "held:" + incarnation;
    }

    static String lostKey(String incarnation) {
        return "lost:" + incarnation;
    }

    /** Parses a page; malformed entries are skipped. */
    static Page part(String reply) {
        List<String> lines = reply.lines().toList();
        List<IndexedRoute> routes = new ArrayList<>();
        for (int i = 1; i + 1 < lines.size(); i += 2) {
            try {
                routes.add(noted(lines.get(i), lines.get(i + 1)));
            } catch (RuntimeException e) {
                LOG.log(RoutingLogEvent.ROUTE_ENTRY_SKIPPED, lines.get(i + 1), lines.get(i), e.getMessage());
            }
        }
        return new Page(lines.isEmpty() ? LostRoutes.BEGINNING : lines.getFirst(), routes);
    }

    private static IndexedRoute noted(String chargePointId, String add) {
        String[] parts = add.split(" ", 2);
        return new IndexedRoute(
                new ChargePointId(chargePointId),
                new SessionEpoch(Long.parseLong(parts[0])),
                OcppVersion.ofSubprotocol(parts[1]).orElse(null));
    }
}
