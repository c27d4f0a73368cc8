package org.ocppgateway.routing.metrics;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * Counter with one label, whose values are the constants of an enum in lower case. Every value exists from the start. Thread-safe.
 */
public final class EnumCounter<K extends Enum<K>> {
    private final Map<K, CounterDataPoint> points;

    EnumCounter(Counter counter, Class<K> values) {
        this.points = new EnumMap<>(values);
        for (K value : values.getEnumConstants()) {
            points.put(value, counter.labelValues(label(value)));
        }
    }

    /** The value of the label for a constant. */
    public static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** Adds one. */
    public void count(K value) {
        CounterDataPoint point = points.get(value);
        if (point == null) {
            throw new AssertionError("every value has a counter: " + value);
        }
        point.inc();
    }
}
