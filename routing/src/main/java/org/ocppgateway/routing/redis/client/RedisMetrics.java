package org.ocppgateway.routing.redis.client;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.IntSupplier;
import org.ocppgateway.routing.metrics.Meters;
import org.ocppgateway.routing.metrics.RoutingMetric;

/** Metrics of Redis operations. */
final class RedisMetrics {
    final Counter operations;
    final Counter outages;
    final Histogram pipelineSeconds;
    private final Meters meters;

    RedisMetrics(PrometheusRegistry registry, IntSupplier waiting, int limit) {
        meters = new Meters(registry);
        operations = meters.labelledCounter(RoutingMetric.REDIS_OPERATIONS);
        outages = meters.labelledCounter(RoutingMetric.REDIS_OUTAGES);
        pipelineSeconds = meters.durations(RoutingMetric.REDIS_PIPELINE_DURATION_SECONDS, 0.0005, 1);
        meters.gauge(RoutingMetric.REDIS_OPERATIONS_WAITING, waiting::getAsInt);
        meters.gauge(RoutingMetric.REDIS_OPERATIONS_LIMIT, () -> limit);
    }

    /** Registers the number of servers that are unavailable. */
    void serversOut(IntSupplier out) {
        meters.gauge(RoutingMetric.REDIS_SERVERS_UNAVAILABLE, out::getAsInt);
    }

    void count(RedisCall call, String outcome) {
        operations.labelValues(call.operation(), outcome).inc();
    }
}
