package org.ocppgateway.routing.log;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Limits the log lines of each event to a rate, so that ten thousand charge points with one fault do not fill the log. Lines about a
 * charge point whose level was set at run time have a limit of their own. Thread-safe.
 */
public final class LineLimits {
    /** Lines of one event per second, unless {@link #setLinesPerSecond} is called. */
    public static final int DEFAULT_LINES_PER_SECOND = 20;

    /** Returned by {@link #take} if the line is not written. */
    static final long SUPPRESSED = -1;

    /** A quiet event may write that many seconds' worth of lines at once. */
    private static final int BURST_SECONDS = 10;

    private static final double NANOS_PER_SECOND = 1e9;
    private static final LineLimits PROCESS = new LineLimits(System::nanoTime);

    private final LongSupplier nanoTime;
    private final Map<Key, Bucket> buckets = new ConcurrentHashMap<>(); // one or two per event, so it is bounded
    private final LongAdder suppressed = new LongAdder();
    private volatile int linesPerSecond = DEFAULT_LINES_PER_SECOND;

    private record Key(LogEvent event, boolean requested) {}

    LineLimits(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** The limits of this process. Every {@link EventLog} except the audit log obeys them. */
    public static LineLimits ofProcess() {
        return PROCESS;
    }

    /** Sets the limit for each event. */
    public void setLinesPerSecond(int limit) {
        linesPerSecond = limit;
    }

    /** Lines that were not written since the start of the process. */
    public long suppressed() {
        return suppressed.sum();
    }

    /**
     * Asks for permission to write a line.
     *
     * @param requested whether it is written because of a level that was set at run time
     * @return the lines of this event that were suppressed since the last written one, or {@link #SUPPRESSED}
     */
    long take(LogEvent event, boolean requested) {
        long earlier = buckets.computeIfAbsent(new Key(event, requested), key -> new Bucket())
                .take(nanoTime.getAsLong(), linesPerSecond);
        if (earlier == SUPPRESSED) {
            suppressed.increment();
        }
        return earlier;
    }

    /**
     * A token bucket that counts what it refuses. Its rate may change while it is in use, and the count is read and cleared with the token.
     * The {@code TokenBucket} of the gateway has a fixed rate and no count.
     */
    private static final class Bucket {
        private double tokens = Double.MAX_VALUE;
        private long updatedAt;
        private long refused;

        synchronized long take(long now, int linesPerSecond) {
            double refill = Math.max(0, now - updatedAt) / NANOS_PER_SECOND * linesPerSecond;
            tokens = Math.min(tokens + refill, (double) BURST_SECONDS * linesPerSecond);
            updatedAt = now;
            if (tokens < 1) {
                refused++;
                return SUPPRESSED;
            }
            tokens--;
            long earlier = refused;
            refused = 0;
            return earlier;
        }
    }
}
