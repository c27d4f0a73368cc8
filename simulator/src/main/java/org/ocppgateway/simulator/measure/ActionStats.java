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
public record ActionStats(long sent, long answered, long refused, long unanswered, long lost, Histogram latencies) {}
