package org.ocppgateway.gateway.session;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.ocppgateway.gateway.connection.CloseStatus;

/** Why the gateway lets a session leave. The charge point gets the close code 1012 and reconnects. */
public enum LeaveReason {
    /** An operator disconnected the charge point. */
    DISCONNECT("disconnected by an operator", "disconnected"),
    /** The process stops. */
    STOP("the gateway restarts", "pod-stopping"),
    /** An operator drains the pod. */
    DRAIN("the pod is drained", "pod-draining"),
    /** The pod has more connections than the others. */
    REBALANCE("moved to another pod", "rebalanced"),
    /** The connection reached {@code connection.max-age}. */
    MAX_AGE("the connection reached its maximum age", "max-age");

    private final String closeReason;
    private final String offlineReason;

    LeaveReason(String closeReason, String offlineReason) {
        this.closeReason = closeReason;
        this.offlineReason = offlineReason;
    }

    /** The close frame of a session that leaves for this reason. */
    public CloseStatus status() {
        return new CloseStatus(CloseStatus.SERVICE_RESTART, closeReason);
    }

    /** Value of the metric's label. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The member {@code reason} of the offline event. */
    String offlineReason() {
        return offlineReason;
    }

    /** The reason that has this close status; empty if no session leaves with it. */
    static Optional<LeaveReason> of(CloseStatus status) {
        return Arrays.stream(values())
                .filter(reason -> reason.status().equals(status))
                .findFirst();
    }
}
