package org.ocppgateway.routing.redis;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.IntSupplier;
import org.ocppgateway.routing.metrics.Meters;

/** What is counted about operations in Redis. */
final class RedisMetrics {
    final Counter operations;
    final Counter outages;
    final Histogram pipelineSeconds;
    private final Meters meters;

    RedisMetrics(PrometheusRegistry registry, IntSupplier waiting) {
        meters = Meters.ofGateway(registry);
        operations = meters.counter(
                "redis_operations",
                "Operations in Redis by outcome: done, failed, skipped (no longer wanted, or their server is out)"
                        + " or overloaded (the bound on waiting operations).",
                "operation",
                "outcome");
        outages = meters.counter(
                "redis_outages",
                "Times that a Redis server went out, by reason: unreachable, misfit (another kind of server than configured),"
                        + " the code of the error with which it refuses (oom, misconf, noreplicas, readonly, ...), or other.",
                "reason");
        pipelineSeconds = meters.seconds("redis_pipeline", "Time of one pipeline of operations.", new double[] {
            0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1
        });
        meters.gauge("redis_waiting", "Operations that wait for their pipeline.", waiting::getAsInt);
    }

    /** Registers how many servers are out. */
    void serversOut(IntSupplier out) {
        meters.gauge("redis_servers_out", "Redis servers that do not answer or refuse writes.", out::getAsInt);
    }

    void count(RedisCall call, String outcome) {
        operations.labelValues(call.operation(), outcome).inc();
    }
}
