package org.ocppgateway.gateway.api;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The 99th percentile of the observations that a histogram received between two samples. Used by one thread at a time. */
final class Percentile {
    private static final double SHARE = 0.99;

    private NavigableMap<Double, Long> previous = new TreeMap<>();

    /** Returns the percentile since the call before, interpolated within its bucket; null without observations. */
    @Nullable
    Double next(HistogramSnapshot histogram) {
        NavigableMap<Double, Long> current = counts(histogram);
        NavigableMap<Double, Long> changes = new TreeMap<>();
        current.forEach((bound, count) -> changes.put(bound, count - previous.getOrDefault(bound, 0L)));
        previous = current;
        long total = changes.values().stream().mapToLong(Long::longValue).sum();
        return total <= 0 ? null : percentile(changes, total * SHARE);
    }

    /** Number of observations by the upper bound of their bucket, over all labels. */
    private static NavigableMap<Double, Long> counts(HistogramSnapshot histogram) {
        NavigableMap<Double, Long> counts = new TreeMap<>();
        for (HistogramSnapshot.HistogramDataPointSnapshot point : histogram.getDataPoints()) {
            ClassicHistogramBuckets buckets = point.getClassicBuckets();
            for (int i = 0; i < buckets.size(); i++) {
                counts.merge(buckets.getUpperBound(i), buckets.getCount(i), Long::sum);
            }
        }
        return counts;
    }

    private static double percentile(NavigableMap<Double, Long> changes, double rank) {
        double lower = 0;
        double below = 0;
        for (Map.Entry<Double, Long> bucket : changes.entrySet()) {
            if (below + bucket.getValue() >= rank && bucket.getValue() > 0) {
                double upper = bucket.getKey();
                return Double.isInfinite(upper) ? lower : lower + (upper - lower) * (rank - below) / bucket.getValue();
            }
            below += bucket.getValue();
            lower = bucket.getKey();
        }
        return lower;
    }
}
