package org.ocppgateway.gateway.drain;

import java.time.Duration;
import org.ocppgateway.gateway.session.LeaveReason;

/**
 * How sessions of this pod leave.
 *
 * @param sessions maximum number of sessions that leave; {@link #ALL} for all
 * @param delay time before the first one leaves
 * @param ratePerSecond sessions that leave per second, 1 or more
 * @param limit time from the start after which the rest leaves at once
 * @param callLimit maximum time that a session gets for its outstanding CALLs; it ends with {@code limit} at the latest
 */
record LeavePlan(
        LeaveReason reason, int sessions, Duration delay, int ratePerSecond, Duration limit, Duration callLimit) {
    static final int ALL = Integer.MAX_VALUE;

    /** Lowest rate that a pod selects by itself: small pods need no slower one. */
    static final int MIN_RATE = 50;

    /** Maximum time for outstanding CALLs of a session while the process continues. CALLs of the gateway end within it. */
    static final Duration CALL_LIMIT = Duration.ofSeconds(30);

    private static final double NANOS_PER_SECOND = 1e9;

    /**
     * The drain of a process that stops. The first sixth of the time at most is for the load balancer, half of it for the sessions to leave
     * at a rate, a twelfth for the outstanding CALLs of the last ones. The rest is for closing, and for the components after the sessions.
     *
     * @param stopTimeout time of the whole shutdown
     */
    static LeavePlan stop(int connections, DrainSettings settings, Duration stopTimeout) {
        Duration delay = least(settings.balancerDelay(), stopTimeout.dividedBy(6));
        Duration limit = stopTimeout.multipliedBy(3).dividedBy(4);
        int rate = rate(connections, settings.ratePerSecond(), stopTimeout.dividedBy(2));
        return new LeavePlan(LeaveReason.STOP, ALL, delay, rate, limit, limit);
    }

    /**
     * The drain of a pod that keeps running.
     *
     * @param requested sessions per second; 0: the configured rate
     * @param timeout time until the last session leaves; zero: as long as the rate needs, and at least {@code stopTimeout}
     */
    static LeavePlan drain(int connections, DrainSettings settings, int requested, Duration timeout) {
        int slowest = requested > 0 ? requested : settings.ratePerSecond();
        Duration needed = slowest > 0 ? Duration.ofMillis(2_000L * connections / slowest) : Duration.ZERO;
        Duration longest = needed.compareTo(settings.stopTimeout()) > 0 ? needed : settings.stopTimeout();
        Duration whole = timeout.isZero() ? longest.plus(settings.balancerDelay()) : timeout;
        Duration delay = least(settings.balancerDelay(), whole.dividedBy(6));
        int rate = rate(connections, slowest, whole.dividedBy(2));
        return new LeavePlan(LeaveReason.DRAIN, ALL, delay, rate, whole, CALL_LIMIT);
    }

    /** The part of an uneven fleet that leaves this pod. */
    static LeavePlan rebalance(int sessions, int ratePerSecond) {
        Duration limit = Duration.ofMillis(2_000L * sessions / ratePerSecond).plus(CALL_LIMIT);
        return new LeavePlan(LeaveReason.REBALANCE, sessions, Duration.ZERO, ratePerSecond, limit, CALL_LIMIT);
    }

    private static Duration least(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /**
     * The rate at which this number of sessions leaves within a time.
     *
     * @param requested sessions per second; 0: at least {@link #MIN_RATE}
     * @return the requested rate, or a higher one if the time is too short for it
     */
    private static int rate(int sessions, int requested, Duration time) {
        double needed = Math.ceil(sessions * NANOS_PER_SECOND / Math.max(1, time.toNanos()));
        return (int) Math.min(Integer.MAX_VALUE, Math.max(requested > 0 ? requested : MIN_RATE, needed));
    }
}
