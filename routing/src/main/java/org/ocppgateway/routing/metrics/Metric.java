package org.ocppgateway.routing.metrics;

/**
 * A metric. Each module lists its metrics in one enum; {@link Meters} registers no others. The page {@code ops/docs/metrics.md} is
 * generated from these enums.
 */
public interface Metric {
    /** The first part of every name of the process, such as {@code ocpp_gateway_}. */
    String prefix();

    /** Everything else about this metric. */
    MetricSpec spec();

    /** The name as Prometheus reads it, without the suffixes of a histogram. */
    default String fullName() {
        return prefix() + spec().name();
    }
}
