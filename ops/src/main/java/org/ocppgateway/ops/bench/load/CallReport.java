package org.ocppgateway.ops.bench.load;

import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * Result of a period of load.
 *
 * @param perSecond answers per second
 * @param latency from sending a CALL to its answer, in nanoseconds
 * @param problems number of each problem since the connections were made
 */
public record CallReport(double perSecond, Histogram latency, Map<String, Integer> problems) {

    /** Returns the latency in milliseconds at this percentile. */
    public double millisOf(double percent) {
        return latency.getValueAtPercentile(percent) / 1e6;
    }

    /**
     * Returns this report.
     *
     * @throws IllegalStateException if a CALL was not answered by a CALLRESULT
     */
    public CallReport checked() {
        if (!problems.isEmpty()) {
            throw new IllegalStateException("not every CALL was answered by a CALLRESULT: " + problems);
        }
        return this;
    }
}
