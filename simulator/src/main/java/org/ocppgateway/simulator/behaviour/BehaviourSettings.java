package org.ocppgateway.simulator.behaviour;

import java.time.Duration;

/**
 * How a kind of charge point behaves.
 *
 * @param rebootTime from the end of the connection to the next attempt to connect
 * @param maxResponseDelay a command is obeyed and answered after a random time up to this one; zero for at once
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
     * How much and how long it charges.
     *
     * @param share of its time that a charge point spends charging, 0 to 1
     * @param duration the mean of a session; single ones last between half and one and a half of it
     * @param meterInterval between two meter values of a transaction; zero for none
     * @param peak within which the first driver of each comes, most of them in the middle; zero if drivers come at any time
     */
    public record Charging(double share, Duration duration, Duration meterInterval, Duration peak) {

        /** Drivers come at any time. */
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
     * How it deals with its own CALLs.
     *
     * @param timeout after which a CALL counts as not answered
     * @param transactionAttempts how often a transaction message is sent before it is given up
     * @param transactionRetryInterval before the next attempt, times the number of attempts so far
     * @param queueLimit how many transaction messages are kept while they cannot be sent
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
