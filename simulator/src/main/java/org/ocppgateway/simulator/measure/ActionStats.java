package org.ocppgateway.simulator.measure;

import org.HdrHistogram.Histogram;

/**
 * The CALLs of one action at one moment.
 *
 * @param answered with a CALLRESULT
 * @param refused with a CALLERROR
 * @param unanswered until the call timeout
 * @param lost with their connection before an answer came
 * @param latencies of the answered ones, from being sent, in microseconds
 * @param responseTimes of the answered ones, from when they were due to be sent, in microseconds: what waited behind a slow
 *     answer counts as slow itself (corrected for coordinated omission)
 */
public record ActionStats(
        long sent,
        long answered,
        long refused,
        long unanswered,
        long lost,
        Histogram latencies,
        Histogram responseTimes) {

    ActionStats plus(ActionStats other) {
        return new ActionStats(
                sent + other.sent,
                answered + other.answered,
                refused + other.refused,
                unanswered + other.unanswered,
                lost + other.lost,
                sum(latencies, other.latencies),
                sum(responseTimes, other.responseTimes));
    }

    private static Histogram sum(Histogram one, Histogram other) {
        Histogram both = one.copy();
        both.add(other);
        return both;
    }
}
