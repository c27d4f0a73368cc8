package org.ocppgateway.simulator.measure;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Counters of the CALLs of one action and their outcomes. */
final class ActionCounters {
    /** Maximum recorded time, longer than any reasonable call timeout. Longer times are recorded as this value. */
    static final long MAX_MICROS = TimeUnit.MINUTES.toMicros(10);

    static final int SIGNIFICANT_DIGITS = 2;

    final LongAdder sent = new LongAdder();
    final LongAdder refused = new LongAdder();
    final LongAdder unanswered = new LongAdder();
    final LongAdder lost = new LongAdder();
    final ConcurrentHistogram latencies = new ConcurrentHistogram(MAX_MICROS, SIGNIFICANT_DIGITS);

    final ConcurrentHistogram responseTimes = new ConcurrentHistogram(MAX_MICROS, SIGNIFICANT_DIGITS);

    void answered(long latencyNanos, long responseNanos) {
        latencies.recordValue(micros(latencyNanos));
        responseTimes.recordValue(micros(responseNanos));
    }

    ActionStats snapshot() {
        Histogram copy = latencies.copy();
        return new ActionStats(
                sent.sum(),
                copy.getTotalCount(),
                refused.sum(),
                unanswered.sum(),
                lost.sum(),
                copy,
                responseTimes.copy());
    }

    static long micros(long nanos) {
        return Math.clamp(TimeUnit.NANOSECONDS.toMicros(nanos), 0, MAX_MICROS);
    }
}
