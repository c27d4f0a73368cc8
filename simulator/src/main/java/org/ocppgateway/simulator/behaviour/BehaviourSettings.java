package org.ocppgateway.simulator.behaviour;

import java.time.Duration;

/**
 * Parameters of the simulated behaviour, shared by all charge points of a fleet.
 *
 * @param rebootTime between the end of the connection and the next connection attempt of a reboot
 * @param maxResponseDelay upper bound of the random delay before a command is executed and answered; zero for no delay
 */
public record BehaviourSettings(
        Charging charging, Calls calls, ReconnectBackoff backoff, Duration rebootTime, Duration maxResponseDelay) {

    public static final BehaviourSettings DEFAULT = new BehaviourSettings(
            new Charging(0.1, Duration.ofMinutes(20), Duration.ofMinutes(1)),
            new Calls(Duration.ofSeconds(30), 3, Duration.ofSeconds(10), 1000),
            new ReconnectBackoff(Duration.ofSeconds(1), Duration.ofSeconds(2), 5),
            Duration.ofSeconds(3),
            Duration.ZERO);

    /**
     * Frequency and length of charging sessions.
     *
     * @param share fraction of time that a charge point spends charging, 0 to 1
     * @param duration mean session duration; a single session lasts between 0.5 and 1.5 times as long
     * @param meterInterval between two meter values of a transaction; zero for no meter values
     * @param peak period in which the first driver of each charge point arrives, with a bell-shaped distribution; zero
     *     for arrivals at any time
     */
    public record Charging(double share, Duration duration, Duration meterInterval, Duration peak) {

        /** Sessions without an arrival peak. */
        public Charging(double share, Duration duration, Duration meterInterval) {
            this(share, duration, meterInterval, Duration.ZERO);
        }

        public Charging {
            if (!(share >= 0 && share <= 1)) {
                throw new IllegalArgumentException("the charging share must be between 0 and 100 %");
            }
            if (!duration.isPositive()) {
                throw new IllegalArgumentException("the session duration must be positive, but is " + duration);
            }
            if (meterInterval.isNegative()) {
                throw new IllegalArgumentException("the meter interval must not be negative, but is " + meterInterval);
            }
        }
    }

    /**
     * Handling of the charge point's own CALLs.
     *
     * @param timeout after which a CALL counts as unanswered
     * @param transactionAttempts number of times a transaction message is sent before it is discarded
     * @param transactionRetryInterval wait before the next attempt, multiplied by the number of failed attempts
     * @param queueLimit maximum number of queued transaction messages
     */
    public record Calls(Duration timeout, int transactionAttempts, Duration transactionRetryInterval, int queueLimit) {}

    public BehaviourSettings withCharging(Charging changed) {
        return new BehaviourSettings(changed, calls, backoff, rebootTime, maxResponseDelay);
    }

    public BehaviourSettings withCalls(Calls changed) {
        return new BehaviourSettings(charging, changed, backoff, rebootTime, maxResponseDelay);
    }

    public BehaviourSettings withBackoff(ReconnectBackoff changed) {
        return new BehaviourSettings(charging, calls, changed, rebootTime, maxResponseDelay);
    }

    public BehaviourSettings withMaxResponseDelay(Duration changed) {
        return new BehaviourSettings(charging, calls, backoff, rebootTime, changed);
    }
}
