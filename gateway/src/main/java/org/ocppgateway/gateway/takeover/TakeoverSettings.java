package org.ocppgateway.gateway.takeover;

import java.time.Duration;

/**
 * Who wins if a charge point connects that has a session already.
 *
 * @param probeTimeout how long the old connection has to give a sign of life
 * @param persistence how long a newcomer has to keep coming until it wins against one that is alive
 * @param takeoversPerMinute how many takeovers one identity may have in a minute, over all pods
 * @param probeLimit how many newcomers may wait for a decision at once, here and for each of the ways between pods
 */
public record TakeoverSettings(
        Mode mode, Duration probeTimeout, Duration persistence, int takeoversPerMinute, int probeLimit) {

    /** Who wins against one that is alive. */
    public enum Mode {
        /** The one that is there. */
        PROBE,
        /** The one that comes, as long as the limit of takeovers allows it. */
        NEWEST
    }

    /** The values that {@code reference.conf} documents. */
    public static TakeoverSettings defaults() {
        return new TakeoverSettings(Mode.PROBE, Duration.ofSeconds(3), Duration.ofSeconds(60), 6, 1000);
    }
}
