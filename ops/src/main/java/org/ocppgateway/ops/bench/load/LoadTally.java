package org.ocppgateway.ops.bench.load;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.HdrHistogram.Histogram;

/** What the charge points saw. Belongs to the loop's thread, but for how many are open and how many were lost. */
final class LoadTally {
    private static final long LONGEST_NANOS = Duration.ofMinutes(1).toNanos();
    private static final int DIGITS = 3;

    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();
    private final Map<String, Integer> problems = new HashMap<>();
    private Histogram latency = new Histogram(LONGEST_NANOS, DIGITS);
    private long answered;
    private long number;

    /** From any thread. */
    int open() {
        return open.get();
    }

    /** How many connections ended or never came to be. From any thread. */
    int lost() {
        return lost.get();
    }

    /** Counts from now on. */
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

    /** What went wrong, with its number; empty if nothing. */
    Map<String, Integer> problems() {
        return Map.copyOf(problems);
    }

    long nextNumber() {
        return ++number;
    }

    void opened() {
        open.incrementAndGet();
    }

    /** @param intervalNanos at which the charge point calls: what a late answer kept from being sent counts as late, too */
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
