package org.ocppgateway.ops.bench.compare;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The load of each turn.
 *
 * @param connections number of charge points
 * @param active number of charge points in the closed loops
 * @param inFlight maximum number of concurrent connection attempts
 * @param settling time between the last answer to a BootNotification and the measurement of idle connections
 * @param idle duration of that measurement
 * @param loop duration of each closed loop, and of each measurement at half of its rate
 * @param password of all charge points, for HTTP basic authentication; null for none
 */
record ComparePlan(
        int connections,
        int active,
        int inFlight,
        Duration settling,
        Duration idle,
        Duration loop,
        @Nullable String password) {

    ComparePlan {
        if (connections < 1 || inFlight < 1) {
            throw new IllegalArgumentException("at least one connection, and one connection attempt at a time");
        }
        if (active < 1 || active > connections) {
            throw new IllegalArgumentException(
                    "of " + connections + " connections between 1 and all can be active, not " + active);
        }
        if (settling.isNegative() || !idle.isPositive() || !loop.isPositive()) {
            throw new IllegalArgumentException("measurements must take time");
        }
    }
}
