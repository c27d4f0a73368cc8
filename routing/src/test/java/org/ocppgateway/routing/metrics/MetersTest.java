package org.ocppgateway.routing.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MetersTest {
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Meters meters = new Meters(registry);

    private record TestMetric(String name, MetricSpec spec) implements Metric {
        @Override
        public String prefix() {
            return "test_";
        }
    }

    /** Alerts compare a counter with its earlier value. */
    @Test
    void everySeriesOfListedLabelValuesExistsFromTheStart() {
        var unused = meters.labelledCounter(new TestMetric(
                "A",
                MetricSpec.counter("a_total", "Help.")
                        .label("source", "file: a file", "redis")
                        .label("outcome", "found", "unknown")));

        assertEquals(Set.of("found/file", "found/redis", "unknown/file", "unknown/redis"), series("test_a"));
    }

    @Test
    void aSeriesOfAnOpenLabelBeginsWithItsFirstEvent() {
        var counter = meters.labelledCounter(new TestMetric(
                "B",
                MetricSpec.counter("b_total", "Help.")
                        .openLabel("topic", "name of the topic")
                        .label("reason", "outage", "refused")));
        assertEquals(Set.of(), series("test_b"));
        counter.labelValues("events", "outage").inc();
        assertEquals(Set.of("outage/events"), series("test_b"));
    }

    @Test
    void aHistogramOfDurationsHasTheBoundsFromTheFirstToTheLast() {
        Histogram seconds = meters.durations(metric("c_seconds"), 0.0025, 0.05);
        List<Double> bounds = new ArrayList<>();
        seconds.collect()
                .getDataPoints()
                .getFirst()
                .getClassicBuckets()
                .forEach(bucket -> bounds.add(bucket.getUpperBound()));
        assertEquals(List.of(0.0025, 0.005, 0.01, 0.025, 0.05, Double.POSITIVE_INFINITY), bounds);
    }

    @Test
    void boundsThatAreNotInTheListOfDurationsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> meters.durations(metric("d_seconds"), 0.003, 10));
        assertThrows(IllegalArgumentException.class, () -> meters.durations(metric("d_seconds"), 0.005, 90));
        assertThrows(IllegalArgumentException.class, () -> meters.durations(metric("d_seconds"), 10, 0.005));
    }

    private static TestMetric metric(String name) {
        return new TestMetric(name, MetricSpec.histogram(name, "Help."));
    }

    /** Values of the labels, in the order of the labels' names. */
    private Set<String> series(String name) {
        for (MetricSnapshot metric : registry.scrape()) {
            if (metric.getMetadata().getName().equals(name)) {
                return metric.getDataPoints().stream()
                        .map(point -> point.getLabels().stream()
                                .map(label -> label.getValue())
                                .collect(Collectors.joining("/")))
                        .collect(Collectors.toSet());
            }
        }
        return Set.of();
    }
}
