package org.ocppgateway.ops.bench.load;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.HdrHistogram.Histogram;

/**
 * Counts of the load generator. Owned by the thread of the loop; {@link #open}, {@link #tried} and {@link #lost} may be
 * read from any thread.
 */
final class LoadTally {
    private static final long LONGEST_NANOS = Duration.ofMinutes(1).toNanos();
    private static final int DIGITS = 3;
    private static final int MAX_PROBLEMS = 20;

    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger tried = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();
    private final Map<String, Integer> problems = new HashMap<>();
    private Histogram latency = new Histogram(LONGEST_NANOS, DIGITS);
    private long answered;
    private long refused;
    private long abandoned;
    private long number;

    /** Number of open connections. From any thread. */
    int open() {
        return open.get();
    }

    /** Number of connection attempts that have succeeded or failed. From any thread. */
    int tried() {
        return tried.get();
    }

    /** Number of connections that ended or could not be opened. From any thread. */
    int lost() {
        return lost.get();
    }

    /** Resets the counts. */
    void restart() {
        latency = new Histogram(LONGEST_NANOS, DIGITS);
        answered = 0;
        refused = 0;
        abandoned = 0;
    }

    /** Number of CALLs answered by a CALLRESULT. */
    long answered() {
        return answered;
    }

    /** Number of CALLs answered by a CALLERROR. */
    long refused() {
        return refused;
    }

    /** Number of CALLs that no answer can reach: their connection ended, or was never opened. */
    long abandoned() {
        return abandoned;
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
        tried.incrementAndGet();
    }

    /** @param intervalNanos interval between CALLs; CALLs that a late answer delayed are recorded as late too */
    void answered(long nanos, long intervalNanos) {
        answered++;
        latency.recordValueWithExpectedInterval(Math.clamp(nanos, 0, LONGEST_NANOS), intervalNanos);
    }

    /** @param code error code of the CALLERROR */
    void refused(String code) {
        refused++;
        problem("CALLERROR " + code);
    }

    void unreadable() {
        problem("a message that is not a frame of OCPP-J");
    }

    /**
     * @param wasOpen whether the connection had been opened
     * @param calling whether the charge point had a CALL to send, or waited for an answer
     */
    void closed(String why, boolean wasOpen, boolean calling) {
        if (wasOpen) {
            open.decrementAndGet();
        } else {
            tried.incrementAndGet();
        }
        if (calling) {
            abandoned++;
        }
        lost.incrementAndGet();
        problem(why);
    }

    /** Servers of any kind are measured: further kinds of problems are counted as one. */
    private void problem(String what) {
        boolean isNew = problems.size() >= MAX_PROBLEMS && !problems.containsKey(what);
        problems.merge(isNew ? "other problems" : what, 1, Integer::sum);
    }
}
