package org.ocppgateway.gateway.drain;

import java.time.Instant;

/**
 * Progress of a drain.
 *
 * @param step what the drain does now
 * @param remaining connections that are still open
 * @param deadline when the last session leaves at the latest
 */
public record DrainState(Step step, int remaining, Instant since, int ratePerSecond, Instant deadline) {
    /** Steps of a drain, in order. */
    public enum Step {
        /** The load balancer may not have noticed yet that the pod is not ready. */
        WAITING,
        /** Sessions are leaving. */
        LEAVING,
        /** No connection is left. */
        DRAINED
    }

    static DrainState of(LeaveJob job) {
        int remaining = job.remaining();
        Step step = remaining == 0 ? Step.DRAINED : job.isWaiting() ? Step.WAITING : Step.LEAVING;
        return new DrainState(step, remaining, job.since(), job.ratePerSecond(), job.deadline());
    }
}
