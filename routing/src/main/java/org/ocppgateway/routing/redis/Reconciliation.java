package org.ocppgateway.routing.redis;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.routing.metrics.Meters;
import org.ocppgateway.routing.metrics.RoutingMetric;
import org.ocppgateway.routing.route.LostRoutes;
import org.ocppgateway.routing.route.LostRoutes.IndexedRoute;
import org.ocppgateway.routing.route.LostRoutes.Page;

/**
 * Repairs, part by part, where what stands in Redis differs from what this pod holds: notes and routes of sessions that are no more
 * are removed, notes that are missing are made with the next renewal. Routes that are missing are the renewal's to restore. Used
 * by the renewing thread.
 */
final class Reconciliation {
    private final PodRouteIndex index;
    private final Function<ChargePointId, @Nullable OwnedRoute> held;
    private final Supplier<Stream<OwnedRoute>> allHeld;
    private final Counter drift;
    private final Set<ChargePointId> seen = new HashSet<>();
    private String cursor = LostRoutes.BEGINNING;
    private boolean underWay;

    Reconciliation(
            PodRouteIndex index,
            Function<ChargePointId, @Nullable OwnedRoute> held,
            Supplier<Stream<OwnedRoute>> allHeld,
            PrometheusRegistry registry) {
        this.index = index;
        this.held = held;
        this.allHeld = allHeld;
        this.drift = new Meters(registry).labelledCounter(RoutingMetric.ROUTES_REPAIRED);
    }

    /** Begins a new round, unless one is under way. */
    void begin() {
        underWay = true;
    }

    /** Does one part of the round, if there is one to do. Blocks for one call of Redis; with Redis out the round begins anew. */
    void step() throws InterruptedException {
        if (!underWay) {
            return;
        }
        try {
            Page part = index.find(cursor);
            part.routes().forEach(this::compare);
            cursor = part.cursor();
            if (cursor.equals(LostRoutes.BEGINNING)) {
                allHeld.get()
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
        OwnedRoute current = held.apply(noted.chargePointId());
        if (current != null && current.route().epoch().compareTo(noted.epoch()) <= 0) {
            return;
        }
        index.removeStale(noted, () -> drift.labelValues("left-behind").inc());
        if (current != null) {
            current.requireIndexing();
        }
    }

    /** A note that was to be made again had not been there. */
    void wasMissing() {
        drift.labelValues("unnoted").inc();
    }
}
