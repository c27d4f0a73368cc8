package org.ocppgateway.gateway.takeover;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.routing.route.RoutesUnavailableException;
import org.ocppgateway.routing.route.Tally;

/** Counts in memory; its windows end when the test says so. */
final class CountingTally implements Tally {
    private final Map<String, Long> counts = new ConcurrentHashMap<>();
    volatile boolean out;

    @Override
    public long count(String what, ChargePointId chargePointId, Duration window) throws RoutesUnavailableException {
        if (out) {
            throw new RoutesUnavailableException(new IllegalStateException("out"));
        }
        return counts.merge(what + chargePointId, 1L, Long::sum);
    }

    void windowsEnd() {
        counts.clear();
    }
}
