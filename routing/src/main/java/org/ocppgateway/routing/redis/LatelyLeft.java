package org.ocppgateway.routing.redis;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.ocppgateway.protocol.ChargePointId;

/** When which charge point left this pod, for the last few thousand; the oldest are forgotten first. Used by any thread. */
final class LatelyLeft {
    private static final int MOST = 10_000;

    private final Clock clock;
    private final Map<ChargePointId, Instant> leftAt = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ChargePointId, Instant> eldest) {
            return size() > MOST;
        }
    };

    LatelyLeft(Clock clock) {
        this.clock = clock;
    }

    synchronized void add(ChargePointId chargePointId) {
        leftAt.remove(chargePointId); // so that it becomes the youngest
        leftAt.put(chargePointId, clock.instant());
    }

    synchronized boolean within(ChargePointId chargePointId, Duration time) {
        Instant left = leftAt.get(chargePointId);
        return left != null && !clock.instant().isAfter(left.plus(time));
    }
}
