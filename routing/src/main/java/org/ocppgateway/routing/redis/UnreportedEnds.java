package org.ocppgateway.routing.redis;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.SessionEpoch;
import org.ocppgateway.routing.route.LostRoutes.IndexedRoute;
import org.ocppgateway.routing.route.Route;

/**
 * The last ended session of each charge point whose end Kafka has not acknowledged. Its index entry stays, so that
 * another pod reports it after this pod has ended. Thread-safe.
 */
final class UnreportedEnds {
    private final Map<ChargePointId, SessionEpoch> ends = new ConcurrentHashMap<>();
    private final int limit;

    /** @param limit maximum number of charge points with sessions whose event was dropped; about 150 bytes each */
    UnreportedEnds(int limit) {
        this.limit = limit;
    }

    /** Adds a session that has ended. There are at most as many as sessions that publish their end. */
    void add(Route route) {
        ends.merge(route.chargePointId(), route.epoch(), (a, b) -> a.compareTo(b) > 0 ? a : b);
    }

    /** Removes a session, because its end is reported. */
    void remove(Route route) {
        ends.remove(route.chargePointId(), route.epoch());
    }

    /** Removes the ended session of a charge point that has a newer one: its index entry has been replaced. */
    void replacedBy(Route newer) {
        ends.computeIfPresent(newer.chargePointId(), (id, epoch) -> epoch.compareTo(newer.epoch()) < 0 ? null : epoch);
    }

    boolean contains(IndexedRoute route) {
        return route.epoch().equals(ends.get(route.chargePointId()));
    }

    /** Whether a session whose event was dropped must be removed. */
    boolean isOverLimit() {
        return ends.size() > limit;
    }

    int count() {
        return ends.size();
    }
}
