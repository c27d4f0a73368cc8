package org.ocppgateway.gateway.drain;

import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.session.LeaveReason;

/** Lets a part of the sessions leave this pod, because other pods have fewer. Thread-safe. */
public final class PodRebalance {
    private final LeaveRunner runner;
    private final PodReadiness readiness;
    private volatile @Nullable Rebalance conducted;

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

    /** @param rebalance the one that this pod conducts, when it conducts one */
    public void conducts(Rebalance rebalance) {
        conducted = rebalance;
    }

    /**
     * Ends the rebalance that this pod conducts, and the part of this pod in one of another pod. Sessions that are leaving continue to do
     * so. Blocks for a bounded time.
     *
     * @return whether there was one
     */
    public boolean cancel() throws InterruptedException {
        Rebalance rebalance = conducted;
        boolean conducting = rebalance != null && rebalance.cancel();
        return runner.end(LeaveReason.REBALANCE) || conducting;
    }

    /** The last rebalance that this pod conducts or has conducted; empty if there was none. */
    public Optional<RebalanceProgress> conducted() {
        Rebalance rebalance = conducted;
        return rebalance == null ? Optional.empty() : rebalance.progress();
    }

    /** Number of sessions that have still to leave; empty if none has to. */
    public OptionalInt remaining() {
        return runner.current(LeaveReason.REBALANCE).stream()
                .mapToInt(LeaveJob::remaining)
                .findFirst();
    }
}
