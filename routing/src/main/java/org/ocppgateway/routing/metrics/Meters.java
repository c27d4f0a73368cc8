package org.ocppgateway.routing.metrics;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Registers the metrics of one registry. A second metric of the same name is refused. Exemplars are off: looking for them keeps a
 * thread busy, and most messages have no trace.
 */
public final class Meters {
    /** Bounds of the buckets for durations, in seconds. */
    private static final double[] DURATION_BOUNDS = {
        0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60
    };

    private final PrometheusRegistry registry;

    public Meters(PrometheusRegistry registry) {
        this.registry = registry;
    }

    /** A counter without labels. */
    public CounterDataPoint counter(Metric metric) {
        return labelledCounter(metric).labelValues();
    }

    /**
     * A counter with labels. If all values of its labels are listed, every series exists from the start, with 0: Prometheus sees no
     * increase in a series that begins with 1.
     */
    public Counter labelledCounter(Metric metric) {
        MetricSpec spec = spec(metric, MetricSpec.Type.COUNTER);
        Counter counter = Counter.builder()
                .name(metric.fullName())
                .help(spec.help())
                .labelNames(spec.labelNames())
                .withoutExemplars()
                .register(registry);
        if (spec.labels().stream().noneMatch(label -> label.values().isEmpty())) {
            combinations(spec.labels()).forEach(values -> counter.initLabelValues(values.toArray(String[]::new)));
        }
        return counter;
    }

    private static List<List<String>> combinations(List<MetricSpec.Label> labels) {
        List<List<String>> all = List.of(List.of());
        for (MetricSpec.Label label : labels) {
            all = all.stream()
                    .flatMap(begun -> label.values().keySet().stream()
                            .map(value -> Stream.concat(begun.stream(), Stream.of(value))
                                    .toList()))
                    .toList();
        }
        return all;
    }

    /** A counter with one label, whose values are the constants of an enum in lower case. */
    public <K extends Enum<K>> EnumCounter<K> counter(Metric metric, Class<K> values) {
        Set<String> words =
                Arrays.stream(values.getEnumConstants()).map(EnumCounter::label).collect(Collectors.toSet());
        Set<String> described = metric.spec().labels().getFirst().values().keySet();
        if (!words.equals(described)) {
            throw new AssertionError(metric.fullName() + " describes the values " + described + " and has " + words);
        }
        return new EnumCounter<>(labelledCounter(metric), values);
    }

    /** A counter that is kept elsewhere and read with each scrape. */
    public void counter(Metric metric, LongSupplier value) {
        CounterWithCallback.builder()
                .name(metric.fullName())
                .help(spec(metric, MetricSpec.Type.COUNTER).help())
                .callback(callback -> callback.call((double) value.getAsLong()))
                .register(registry);
    }

    /** A counter with labels that is kept elsewhere: {@code values} passes all values to the callback at each scrape. */
    public void labelledCounter(Metric metric, Consumer<CounterWithCallback.Callback> values) {
        MetricSpec spec = spec(metric, MetricSpec.Type.COUNTER);
        CounterWithCallback.builder()
                .name(metric.fullName())
                .help(spec.help())
                .labelNames(spec.labelNames())
                .callback(values)
                .register(registry);
    }

    /** A gauge without labels. */
    public GaugeDataPoint gauge(Metric metric) {
        return Gauge.builder()
                .name(metric.fullName())
                .help(spec(metric, MetricSpec.Type.GAUGE).help())
                .withoutExemplars()
                .register(registry)
                .labelValues();
    }

    /** A gauge that is kept elsewhere and read with each scrape. */
    public void gauge(Metric metric, LongSupplier value) {
        GaugeWithCallback.builder()
                .name(metric.fullName())
                .help(spec(metric, MetricSpec.Type.GAUGE).help())
                .callback(callback -> callback.call((double) value.getAsLong()))
                .register(registry);
    }

    /** A gauge with labels that is kept elsewhere: {@code values} passes all values to the callback at each scrape. */
    public void labelledGauge(Metric metric, Consumer<GaugeWithCallback.Callback> values) {
        MetricSpec spec = spec(metric, MetricSpec.Type.GAUGE);
        GaugeWithCallback.builder()
                .name(metric.fullName())
                .help(spec.help())
                .labelNames(spec.labelNames())
                .callback(values)
                .register(registry);
    }

    /**
     * A histogram of durations in seconds. Its bounds are a part of one list: 0.0005, 0.001, 0.0025, 0.005 and so on to 10, then 30 and 60.
     *
     * @param least first bound, one of the list
     * @param most last bound before infinity, one of the list
     */
    public Histogram durations(Metric metric, double least, double most) {
        int first = Arrays.binarySearch(DURATION_BOUNDS, least);
        int last = Arrays.binarySearch(DURATION_BOUNDS, most);
        if (first < 0 || last < first) {
            throw new IllegalArgumentException("no bounds from " + least + " to " + most);
        }
        return histogram(metric, Arrays.copyOfRange(DURATION_BOUNDS, first, last + 1));
    }

    /**
     * A histogram.
     *
     * @param bounds of its buckets, in the unit of the metric
     */
    public Histogram histogram(Metric metric, double... bounds) {
        MetricSpec spec = spec(metric, MetricSpec.Type.HISTOGRAM);
        return Histogram.builder()
                .name(metric.fullName())
                .help(spec.help())
                .labelNames(spec.labelNames())
                .withoutExemplars()
                .classicOnly()
                .classicUpperBounds(bounds)
                .register(registry);
    }

    private static MetricSpec spec(Metric metric, MetricSpec.Type type) {
        if (metric.spec().type() != type) {
            throw new AssertionError(
                    metric.fullName() + " is a " + metric.spec().type());
        }
        return metric.spec();
    }
}
