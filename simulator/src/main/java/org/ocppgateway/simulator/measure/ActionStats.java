package org.ocppgateway.simulator.measure;

import org.HdrHistogram.Histogram;

/**
 * The CALLs of one action at one moment.
 *
 * @param answered with a CALLRESULT
 * @param refused with a CALLERROR
 * @param unanswered until the call timeout
 * @param lost with their connection before an answer came
 * @param latencies of the answered ones, in microseconds
 */
public record ActionStats(long sent, long answered, long refused, long unanswered, long lost, Histogram latencies) {

    ActionStats plus(ActionStats other) {
        Histogram both = latencies.copy();
        both.add(other.latencies);
        return new ActionStats(
                sent + other.sent,
                answered + other.answered,
                refused + other.refused,
                unanswered + other.unanswered,
                lost + other.lost,
                both);
    }
}
