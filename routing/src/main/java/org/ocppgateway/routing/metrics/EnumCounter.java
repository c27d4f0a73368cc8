package org.ocppgateway.routing.metrics;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** A counter for each value of an enumeration, looked up once, so that all of them are there from the start. */
public final class EnumCounter<K extends Enum<K>> {
    private final Map<K, CounterDataPoint> points;

    EnumCounter(Counter counter, Class<K> words) {
        this.points = new EnumMap<>(words);
        for (K word : words.getEnumConstants()) {
            points.put(word, counter.labelValues(word.name().toLowerCase(Locale.ROOT)));
        }
    }

    /** One more. */
    public void count(K word) {
        CounterDataPoint point = points.get(word);
        if (point == null) {
            throw new AssertionError("every value has its counter: " + word);
        }
        point.inc();
    }
}
