package org.ocppgateway.gateway.password;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.LongSupplier;
import org.ocppgateway.gateway.metrics.GatewayMetric;
import org.ocppgateway.routing.metrics.EnumCounter;
import org.ocppgateway.routing.metrics.Meters;

/** Metrics of password checks: outcomes, duration, queue and cache. */
final class PasswordMetrics {
    private final Meters meters;
    private final EnumCounter<Outcome> checks;
    final Histogram hashSeconds;
    final CounterDataPoint cacheEvictions;

    /** Outcome of a check. */
    enum Outcome {
        /** The password was in the cache. */
        CACHED,
        /** The fast hash matched. */
        FAST,
        /** The slow hash matched. */
        SLOW,
        /** The password was wrong. */
        WRONG,
        /** Refused without a check after too many failures. */
        LIMITED,
        /** The queue of slow hashes was full. */
        QUEUE_FULL,
        /** The slow hash was not computed in time. */
        TIMEOUT,
        /** The stored hash could not be used. */
        UNVERIFIABLE
    }

    PasswordMetrics(PrometheusRegistry registry) {
        meters = new Meters(registry);
        checks = meters.counter(GatewayMetric.PASSWORD_CHECKS, Outcome.class);
        hashSeconds = meters.durations(GatewayMetric.PASSWORD_HASH_DURATION_SECONDS, 0.01, 10);
        cacheEvictions = meters.counter(GatewayMetric.PASSWORD_CACHE_EVICTIONS);
    }

    void count(Outcome outcome) {
        checks.count(outcome);
    }

    void gauges(LongSupplier waiting, LongSupplier cached) {
        meters.gauge(GatewayMetric.PASSWORD_CHECKS_WAITING, waiting);
        meters.gauge(GatewayMetric.PASSWORD_CACHE_ENTRIES, cached);
    }
}
