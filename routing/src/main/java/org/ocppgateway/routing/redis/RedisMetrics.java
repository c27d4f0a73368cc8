package org.ocppgateway.routing.redis;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.IntSupplier;

/** What is counted about operations in Redis. */
final class RedisMetrics {
    final Counter operations;
    final Histogram pipelineSeconds;

    RedisMetrics(PrometheusRegistry registry, IntSupplier waiting) {
        operations = Counter.builder()
                .name("ocpp_gateway_redis_operations_total")
                .help("Operations in Redis by outcome: done, failed, skipped (no longer wanted, or Redis is left"
                        + " alone after a failure) or overloaded (the bound on waiting operations).")
                .labelNames("operation", "outcome")
                .register(registry);
        pipelineSeconds = Histogram.builder()
                .name("ocpp_gateway_redis_pipeline_seconds")
                .help("Time of one pipeline of operations.")
                .classicOnly()
                .classicUpperBounds(0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1)
                .register(registry);
        GaugeWithCallback.builder()
                .name("ocpp_gateway_redis_waiting")
                .help("Operations that wait for their pipeline.")
                .callback(callback -> callback.call(waiting.getAsInt()))
                .register(registry);
    }

    void count(RedisCall call, String outcome) {
        operations.labelValues(call.operation(), outcome).inc();
    }
}
