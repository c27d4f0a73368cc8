package org.ocppgateway.gateway.drain;

import java.util.OptionalInt;
import org.ocppgateway.gateway.session.LeaveReason;

/** Lets a part of the sessions leave this pod, because other pods have fewer. Thread-safe. */
public final class PodRebalance {
    private final LeaveRunner runner;
    private final PodReadiness readiness;

    public PodRebalance(LeaveRunner runner, PodReadiness readiness) {
        this.runner = runner;
        this.readiness = readiness;
    }

    /**
     * Starts to let sessions leave. Does not block.
     *
     * @return false if the pod is not ready, or sessions are leaving already
     */
    public boolean leave(int sessions, int ratePerSecond) {
        return readiness.isReady()
                && runner.begin(LeavePlan.rebalance(sessions, ratePerSecond), complete -> {})
                        .isPresent();
    }

    /** Number of sessions that have still to leave; empty if none has to. */
    public OptionalInt remaining() {
        return runner.current(LeaveReason.REBALANCE).stream()
                .mapToInt(LeaveJob::remaining)
                .findFirst();
    }
}
