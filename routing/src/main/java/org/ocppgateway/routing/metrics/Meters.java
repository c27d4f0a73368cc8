package org.ocppgateway.routing.metrics;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.LongSupplier;

/**
 * Makes the metrics of one registry, all under one prefix. A name is given once: a second metric of that name is refused. None has
 * exemplars: to look out for them keeps a thread busy, and there is no trace that they could name.
 */
public final class Meters {
    private final PrometheusRegistry registry;
    private final String prefix;

    private Meters(PrometheusRegistry registry, String prefix) {
        this.registry = registry;
        this.prefix = prefix;
    }

    /** Of a gateway process: {@code ocpp_gateway_...}. */
    public static Meters ofGateway(PrometheusRegistry registry) {
        return new Meters(registry, "ocpp_gateway_");
    }

    /** Of a backend that uses the client: {@code ocpp_client_...}. */
    public static Meters ofClient(PrometheusRegistry registry) {
        return new Meters(registry, "ocpp_client_");
    }

    /**
     * A counter.
     *
     * @param name without prefix and {@code _total}
     */
    public Counter counter(String name, String help, String... labels) {
        return Counter.builder()
                .name(prefix + name + "_total")
                .help(help)
                .labelNames(labels)
                .withoutExemplars()
                .register(registry);
    }

    /**
     * A counter without labels.
     *
     * @param name without prefix and {@code _total}
     */
    public CounterDataPoint counter(String name, String help) {
        return counter(name, help, new String[0]).labelValues();
    }

    /** A counter with one label, whose values are those of an enumeration in lower case. */
    public <K extends Enum<K>> EnumCounter<K> counter(String name, String help, String label, Class<K> words) {
        return new EnumCounter<>(counter(name, help, label), words);
    }

    /**
     * A value that is asked for when metrics are read.
     *
     * @param name without prefix
     */
    public void gauge(String name, String help, LongSupplier value) {
        GaugeWithCallback.builder()
                .name(prefix + name)
                .help(help)
                .callback(callback -> callback.call((double) value.getAsLong()))
                .register(registry);
    }

    /**
     * A value that goes up and down.
     *
     * @param name without prefix
     */
    public GaugeDataPoint gauge(String name, String help) {
        return Gauge.builder()
                .name(prefix + name)
                .help(help)
                .withoutExemplars()
                .register(registry)
                .labelValues();
    }

    /**
     * A histogram of durations.
     *
     * @param name without prefix and {@code _seconds}
     * @param bounds of its buckets, in seconds
     */
    public Histogram seconds(String name, String help, double[] bounds, String... labels) {
        return Histogram.builder()
                .name(prefix + name + "_seconds")
                .help(help)
                .labelNames(labels)
                .withoutExemplars()
                .classicOnly()
                .classicUpperBounds(bounds)
                .register(registry);
    }
}
