package org.ocppgateway.gateway.takeover;

import java.time.Duration;

/**
 * Settings for a charge point that connects while it has a session.
 *
 * @param probeTimeout maximum time for the existing connection to answer a probe, and for another pod to answer a request
 * @param decisionTimeout maximum time for another pod to decide; with less than {@link #timeToDecide} a busy pod would count as dead
 * @param challengePeriod how long new connections must keep arriving until they take over from a live session
 * @param takeoversPerMinute maximum number of takeovers of one charge point per minute over all pods
 * @param probeLimit maximum number of new connections that wait for a decision at once, counted separately for this pod and for each
 *     kind of request to other pods
 */
public record TakeoverSettings(
        Mode mode,
        Duration probeTimeout,
        Duration decisionTimeout,
        Duration challengePeriod,
        int takeoversPerMinute,
        int probeLimit) {
    /** Time for the request itself, in addition to the decision. */
    private static final Duration SLACK = Duration.ofMillis(500);

    /** Which connection wins while the existing session is alive. */
    public enum Mode {
        /** The existing one. */
        PROBE,
        /** The new one, within the limit of takeovers. */
        NEWEST
    }

    /**
     * Maximum duration of {@link TakeoverArbiter#decide} with the request to it: the wait for a permit, the probe and the calls to Redis.
     *
     * @param redis maximum duration of a call to Redis
     */
    public static Duration timeToDecide(Duration probeTimeout, Duration redis) {
        return probeTimeout.multipliedBy(2).plus(redis).plus(SLACK);
    }

    /** The defaults documented in {@code reference.conf}. */
    public static TakeoverSettings defaults() {
        return new TakeoverSettings(
                Mode.PROBE, Duration.ofSeconds(3), Duration.ofMillis(8500), Duration.ofSeconds(60), 6, 1000);
    }
}
