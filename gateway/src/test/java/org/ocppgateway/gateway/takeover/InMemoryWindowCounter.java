package org.ocppgateway.gateway.takeover;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.routing.route.RoutesUnavailableException;
import org.ocppgateway.routing.route.WindowCounter;

/** Counts in memory. The test ends the windows. */
public final class InMemoryWindowCounter implements WindowCounter {
    private final Map<String, Long> counts = new ConcurrentHashMap<>();
    volatile boolean unavailable;

    @Override
    public long count(String what, ChargePointId chargePointId, Duration window) throws RoutesUnavailableException {
        if (unavailable) {
            throw new RoutesUnavailableException(new IllegalStateException("unavailable"));
        }
        return counts.merge(what + chargePointId, 1L, Long::sum);
    }

    void endWindows() {
        counts.clear();
    }
}
