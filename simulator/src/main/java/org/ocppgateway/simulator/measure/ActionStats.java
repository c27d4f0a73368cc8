package org.ocppgateway.simulator.measure;

import org.HdrHistogram.Histogram;

/**
 * Statistics of the CALLs of one action at one point in time.
 *
 * @param answered CALLs with a CALLRESULT
 * @param refused CALLs with a CALLERROR
 * @param unanswered CALLs without an answer within the timeout
 * @param lost CALLs whose connection ended before the answer
 * @param latencies time from sending to the answer, in microseconds
 * @param responseTimes time from the due time to the answer, in microseconds; includes the wait behind a slow answer
 *     (corrects for coordinated omission)
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
