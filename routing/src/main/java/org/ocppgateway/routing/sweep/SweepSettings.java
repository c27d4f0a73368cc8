package org.ocppgateway.routing.sweep;

import java.time.Duration;
import org.ocppgateway.routing.command.Limit;

/**
 * Intervals, timeouts and limits of the sweeper.
 *
 * @param checkInterval interval between two checks of a command that has not ended
 * @param podTimeout time for which a pod's lease must be missing until the pod counts as dead
 * @param tracked limit of tracked commands, at which no more records are read
 * @param concurrency maximum number of concurrent checks
 * @param offlineEventsPerSecond approximate rate of device.offline events for a lost pod
 * @param sessionTimeout time after which Kafka reassigns the partitions of a silent member
 */
public record SweepSettings(
        Duration checkInterval,
        Duration podTimeout,
        Grace grace,
        Limit tracked,
        int concurrency,
        int offlineEventsPerSecond,
        Duration sessionTimeout) {

    public SweepSettings {
        if (concurrency < 1 || offlineEventsPerSecond < 1) {
            throw new IllegalArgumentException("the sweeper's limits must be positive");
        }
        if (!checkInterval.isPositive() || !sessionTimeout.isPositive()) {
            throw new IllegalArgumentException("the sweeper's check interval and session timeout must be positive");
        }
    }

    /**
     * Waits before the sweeper acts.
     *
     * @param reconnect maximum wait of a command without an owner for its charge point to reconnect
     * @param delivery time after which a stored result without a delivery record is published again
     * @param overdue time after all its deadlines within which a command of a live pod must get an outcome
     */
    public record Grace(Duration reconnect, Duration delivery, Duration overdue) {}

    /** The defaults that {@code reference.conf} documents. */
    public static SweepSettings defaults() {
        return new SweepSettings(
                Duration.ofSeconds(1),
                Duration.ofSeconds(6),
                new Grace(Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(30)),
                new Limit(10_000, 64L * 1024 * 1024),
                64,
                500,
                Duration.ofSeconds(10));
    }
}
