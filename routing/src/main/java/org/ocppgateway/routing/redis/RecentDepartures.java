package org.ocppgateway.routing.redis;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.SessionEpoch;
import org.ocppgateway.routing.route.Route;

/**
 * Time and epoch of the last few thousand sessions that ended on this pod; the oldest are dropped first. Thread-safe.
 */
final class RecentDepartures {
    private static final int MOST = 10_000;

    private final Clock clock;
    private final Map<ChargePointId, Left> departures = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ChargePointId, Left> eldest) {
            return size() > MOST;
        }
    };

    private record Left(Instant at, SessionEpoch epoch) {}

    RecentDepartures(Clock clock) {
        this.clock = clock;
    }

    synchronized void add(Route route) {
        departures.remove(route.chargePointId()); // so that it becomes the newest entry
        departures.put(route.chargePointId(), new Left(clock.instant(), route.epoch()));
    }

    /**
     * Epoch of the last session; 0 if unknown. A later session must have a greater one, whatever Redis' clock shows.
     */
    synchronized long lastEpoch(ChargePointId chargePointId) {
        Left left = departures.get(chargePointId);
        return left == null ? 0 : left.epoch().value();
    }

    synchronized boolean within(ChargePointId chargePointId, Duration time) {
        Left left = departures.get(chargePointId);
        return left != null && !clock.instant().isAfter(left.at().plus(time));
    }
}
