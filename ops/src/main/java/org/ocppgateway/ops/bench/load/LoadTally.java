package org.ocppgateway.ops.bench.load;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.HdrHistogram.Histogram;

/**
 * Counts of the load generator. Owned by the thread of the loop; {@link #open} and {@link #lost} may be read from any
 * thread.
 */
final class LoadTally {
    private static final long LONGEST_NANOS = Duration.ofMinutes(1).toNanos();
    private static final int DIGITS = 3;

    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();
    private final Map<String, Integer> problems = new HashMap<>();
    private Histogram latency = new Histogram(LONGEST_NANOS, DIGITS);
    private long answered;
    private long number;

    /** Number of open connections. From any thread. */
    int open() {
        return open.get();
    }

    /** Number of connections that ended or could not be opened. From any thread. */
    int lost() {
        return lost.get();
    }

    /** Resets the counts. */
    void restart() {
        latency = new Histogram(LONGEST_NANOS, DIGITS);
        answered = 0;
    }

    long answered() {
        return answered;
    }

    Histogram latency() {
        return latency;
    }

    /** Returns the number of each problem; empty if there was none. */
    Map<String, Integer> problems() {
        return Map.copyOf(problems);
    }

    long nextNumber() {
        return ++number;
    }

    void opened() {
        open.incrementAndGet();
    }

    /** @param intervalNanos interval between CALLs; CALLs that a late answer delayed are recorded as late too */
    void answered(long nanos, long intervalNanos) {
        answered++;
        latency.recordValueWithExpectedInterval(Math.clamp(nanos, 0, LONGEST_NANOS), intervalNanos);
    }

    void refused(String frame) {
        problems.merge("CALLERROR " + frame, 1, Integer::sum);
    }

    void closed(String why) {
        lost.incrementAndGet();
        problems.merge(why, 1, Integer::sum);
    }
}
