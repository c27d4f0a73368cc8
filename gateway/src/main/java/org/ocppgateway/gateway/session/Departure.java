package org.ocppgateway.gateway.session;

import java.time.Duration;

/**
 * How a session leaves.
 *
 * @param limit time after which the connection is closed even if CALLs are outstanding
 * @param onTimeout called at most once, on the timer thread, if the connection is closed because of the limit; must not block
 */
public record Departure(LeaveReason reason, Duration limit, Runnable onTimeout) {
    public Departure(LeaveReason reason, Duration limit) {
        this(reason, limit, () -> {});
    }
}
