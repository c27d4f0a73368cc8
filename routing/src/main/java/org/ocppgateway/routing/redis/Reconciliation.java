package org.ocppgateway.routing.redis;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.routing.metrics.Meters;
import org.ocppgateway.routing.metrics.RoutingMetric;
import org.ocppgateway.routing.redis.client.RedisUnavailableException;
import org.ocppgateway.routing.route.LostRoutes;
import org.ocppgateway.routing.route.LostRoutes.IndexedRoute;
import org.ocppgateway.routing.route.LostRoutes.Page;

/**
 * Repairs, page by page, differences between Redis and this pod's sessions: removes routes and index entries of ended
 * sessions, and marks missing index entries for the next renewal. Missing routes are restored by the renewal itself.
 * Used by the renewing thread.
 */
final class Reconciliation {
    private final PodRouteIndex index;
    private final Function<ChargePointId, @Nullable OwnedRoute> owned;
    private final Supplier<Stream<OwnedRoute>> allOwned;
    private final Predicate<IndexedRoute> unreported;
    private final Counter drift;
    private final Set<ChargePointId> seen = new HashSet<>();
    private String cursor = LostRoutes.BEGINNING;
    private boolean underWay;

    Reconciliation(
            PodRouteIndex index,
            Function<ChargePointId, @Nullable OwnedRoute> owned,
            Supplier<Stream<OwnedRoute>> allOwned,
            Predicate<IndexedRoute> unreported,
            PrometheusRegistry registry) {
        this.index = index;
        this.owned = owned;
        this.allOwned = allOwned;
        this.unreported = unreported;
        this.drift = new Meters(registry).labelledCounter(RoutingMetric.ROUTES_REPAIRED);
    }

    /** Starts a round unless one is in progress. */
    void begin() {
        underWay = true;
    }

    /**
     * Handles one page of a round in progress. Blocks for one call to Redis; after an outage the round starts again.
     */
    void step() throws InterruptedException {
        if (!underWay) {
            return;
        }
        try {
            Page part = index.find(cursor);
            part.routes().forEach(this::compare);
            cursor = part.cursor();
            if (cursor.equals(LostRoutes.BEGINNING)) {
                allOwned.get()
                        .filter(route -> !seen.contains(route.route().chargePointId()))
                        .forEach(OwnedRoute::requireIndexing);
                end();
            }
        } catch (RedisUnavailableException e) {
            end(); // the link reports the outage
        }
    }

    private void end() {
        underWay = false;
        cursor = LostRoutes.BEGINNING;
        seen.clear();
    }

    private void compare(IndexedRoute noted) {
        seen.add(noted.chargePointId());
        OwnedRoute current = owned.apply(noted.chargePointId());
        if (current != null && current.route().epoch().compareTo(noted.epoch()) <= 0) {
            return;
        }
        if (unreported.test(noted)) {
            return;
        }
        index.removeStale(noted, () -> drift.labelValues("left-behind").inc());
        if (current != null) {
            current.requireIndexing();
        }
    }

    /** Counts an index entry that was missing. */
    void wasMissing() {
        drift.labelValues("unnoted").inc();
    }
}
