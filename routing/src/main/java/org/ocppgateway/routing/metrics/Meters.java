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
