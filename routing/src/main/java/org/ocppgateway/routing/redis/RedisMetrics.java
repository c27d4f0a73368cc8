package org.ocppgateway.routing.redis;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.IntSupplier;
import org.ocppgateway.routing.metrics.Meters;

/** What is counted about operations in Redis. */
final class RedisMetrics {
    final Counter operations;
    final Histogram pipelineSeconds;

    RedisMetrics(PrometheusRegistry registry, IntSupplier waiting) {
        Meters meters = Meters.ofGateway(registry);
        operations = meters.counter(
                "redis_operations",
                "Operations in Redis by outcome: done, failed, skipped (no longer wanted, or Redis is left"
                        + " alone after a failure) or overloaded (the bound on waiting operations).",
                "operation",
                "outcome");
        pipelineSeconds = meters.seconds("redis_pipeline", "Time of one pipeline of operations.", new double[] {
            0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1
        });
        meters.gauge("redis_waiting", "Operations that wait for their pipeline.", waiting::getAsInt);
    }

    void count(RedisCall call, String outcome) {
        operations.labelValues(call.operation(), outcome).inc();
    }
}
