package org.ocppgateway.routing.sweep;

import java.time.Duration;

/**
 * The patience of the sweeper.
 *
 * @param checkInterval how often each command that has not ended is looked at
 * @param podTimeout how long a pod's lease must be seen missing before the pod counts as dead
 * @param reconnectHold how long a command that nobody has may wait for its charge point to come back
 * @param deliveryGrace how long a stored result may go without being noted as delivered before it is delivered again
 * @param overdueGrace how long beyond all its deadlines a command of a living pod may go without an outcome
 * @param heldLimit how many commands may be looked after at a time; at the limit no more are read
 * @param heldBytes the same in bytes of their records
 * @param concurrency how many of them may be looked at at once
 * @param offlineEventsPerSecond how many charge points of a lost pod are told offline in one second, about
 * @param sessionTimeout after which Kafka gives the partitions of a silent member to the others
 */
public record SweepSettings(
        Duration checkInterval,
        Duration podTimeout,
        Duration reconnectHold,
        Duration deliveryGrace,
        Duration overdueGrace,
        int heldLimit,
        long heldBytes,
        int concurrency,
        int offlineEventsPerSecond,
        Duration sessionTimeout) {

    public SweepSettings {
        if (heldLimit < 1 || heldBytes < 1 || concurrency < 1 || offlineEventsPerSecond < 1) {
            throw new IllegalArgumentException("the sweeper's limits must be positive");
        }
        if (!checkInterval.isPositive() || !sessionTimeout.isPositive()) {
            throw new IllegalArgumentException("the sweeper's look interval and session timeout must be positive");
        }
    }

    /** The values that {@code reference.conf} documents. */
    public static SweepSettings defaults() {
        return new SweepSettings(
                Duration.ofSeconds(1),
                Duration.ofSeconds(6),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                10_000,
                64L * 1024 * 1024,
                64,
                500,
                Duration.ofSeconds(10));
    }
}
