package org.ocppgateway.ops.bench.load;

import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What became of a time of calling.
 *
 * @param perSecond answers
 * @param latency from sending a CALL to its answer, in nanoseconds
 * @param problems what went wrong, since the connections were made, with its number
 */
public record CallReport(double perSecond, Histogram latency, Map<String, Integer> problems) {

    /** Milliseconds within which this share of the CALLs was answered. */
    public double millisOf(double percent) {
        return latency.getValueAtPercentile(percent) / 1e6;
    }

    /** Returns it. @throws IllegalStateException if not every CALL was answered with yes */
    public CallReport checked() {
        if (!problems.isEmpty()) {
            throw new IllegalStateException("not every CALL was answered with yes: " + problems);
        }
        return this;
    }
}
