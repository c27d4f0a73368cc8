package org.ocppgateway.gateway.takeover;

import java.time.Duration;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.routing.route.RoutesUnavailableException;
import org.ocppgateway.routing.route.WindowCounter;

/**
 * Limits the takeovers of one charge point per minute, over all pods: two connections that never prove to be alive would otherwise take
 * over from each other without end. Thread-safe; blocks at most for one call to Redis.
 */
public final class TakeoverLimit {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final int takeoversPerMinute;
    private final WindowCounter counter;

    /** @param counter shared by all pods */
    public TakeoverLimit(TakeoverSettings settings, WindowCounter counter) {
        this.takeoversPerMinute = settings.takeoversPerMinute();
        this.counter = counter;
    }

    /**
     * Counts a takeover and returns whether it is permitted.
     *
     * @param ifRedisIsUnavailable the result while takeovers cannot be counted
     */
    public boolean permits(ChargePointId chargePointId, boolean ifRedisIsUnavailable) throws InterruptedException {
        try {
            return counter.count("takeovers", chargePointId, MINUTE) <= takeoversPerMinute;
        } catch (RoutesUnavailableException e) {
            return ifRedisIsUnavailable;
        }
    }
}
