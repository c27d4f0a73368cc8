package org.ocppgateway.gateway.drain;

import java.time.Duration;
import org.ocppgateway.routing.route.RoutesUnavailableException;

/** Ensures that one rebalance runs at a time in the cluster. Thread-safe; every call is bounded in time. */
public interface RebalanceLock {
    /**
     * Acquires or extends the lock, which ends by itself after a time.
     *
     * @param holder unique name of the rebalance
     * @return false if another rebalance holds the lock
     */
    boolean hold(String holder, Duration time) throws RoutesUnavailableException, InterruptedException;
}
