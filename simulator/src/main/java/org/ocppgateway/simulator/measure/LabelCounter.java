package org.ocppgateway.simulator.measure;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts per label. Accepts at most {@value #MAX_LABELS} labels; further labels count as "other". */
final class LabelCounter {
    static final int MAX_LABELS = 64;
    private static final String OTHER = "other";

    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

    void add(String label) {
        LongAdder count = counts.get(label);
        if (count == null) {
            String counted = counts.size() < MAX_LABELS ? label : OTHER;
            count = counts.computeIfAbsent(counted, any -> new LongAdder());
        }
        count.increment();
    }

    Map<String, Long> snapshot() {
        Map<String, Long> snapshot = new TreeMap<>();
        counts.forEach((label, count) -> snapshot.put(label, count.sum()));
        return snapshot;
    }
}
