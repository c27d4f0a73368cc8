package org.ocppgateway.gateway.takeover;

import java.time.Duration;

/**
 * Who wins if a charge point connects that has a session already.
 *
 * @param probeTimeout how long the old connection has to give a sign of life, and so has the pod that it is on
 * @param decisionTimeout how long another pod that runs has to decide; were it less than that may take, a busy one would count as dead
 * @param persistence how long a newcomer has to keep coming until it wins against one that is alive
 * @param takeoversPerMinute how many takeovers one identity may have in a minute, over all pods
 * @param probeLimit how many newcomers may wait for a decision at once, here and for each of the ways between pods
 */
public record TakeoverSettings(
        Mode mode,
        Duration probeTimeout,
        Duration decisionTimeout,
        Duration persistence,
        int takeoversPerMinute,
        int probeLimit) {
    /** What an answer may take beyond what is done for it. */
    private static final Duration SLACK = Duration.ofMillis(500);

    /** Who wins against one that is alive. */
    public enum Mode {
        /** The one that is there. */
        PROBE,
        /** The one that comes, as long as the limit of takeovers allows it. */
        NEWEST
    }

    /**
     * How long {@link TakeoverArbiter#decide} may take, and the way there and back: until it is its turn, the probe, and what is counted in
     * Redis.
     *
     * @param redis how long a call of Redis may take
     */
    public static Duration timeToDecide(Duration probeTimeout, Duration redis) {
        return probeTimeout.multipliedBy(2).plus(redis).plus(SLACK);
    }

    /** The values that {@code reference.conf} documents. */
    public static TakeoverSettings defaults() {
        return new TakeoverSettings(
                Mode.PROBE, Duration.ofSeconds(3), Duration.ofMillis(8500), Duration.ofSeconds(60), 6, 1000);
    }
}
