package org.ocppgateway.ops.bench.system;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.time.Duration;

/**
 * What a pod did in Redis in one renewal interval, by its own metrics.
 *
 * @param operations how many routes were renewed
 * @param seconds the wall time that its pipelines took together
 * @param busiestPercent how many of the operations fell into the busiest second
 */
record Renewals(double operations, double seconds, double busiestPercent) {

    /** Watches for one interval, while nothing but renewing goes on; blocks that long. */
    static Renewals watch(PrometheusRegistry registry, Duration interval) throws InterruptedException {
        double operationsBefore = operations(registry);
        double secondsBefore = seconds(registry);
        double last = operationsBefore;
        double busiest = 0;
        for (int second = 0; second < interval.toSeconds(); second++) {
            Thread.sleep(Duration.ofSeconds(1));
            double now = operations(registry);
            busiest = Math.max(busiest, now - last);
            last = now;
        }
        double operations = last - operationsBefore;
        return new Renewals(operations, seconds(registry) - secondsBefore, 100 * busiest / operations);
    }

    private static double operations(PrometheusRegistry registry) {
        double sum = 0;
        for (MetricSnapshot metric : registry.scrape("ocpp_gateway_redis_operations"::equals)) {
            if (metric instanceof CounterSnapshot counter) {
                for (CounterSnapshot.CounterDataPointSnapshot point : counter.getDataPoints()) {
                    sum += point.getValue();
                }
            }
        }
        return sum;
    }

    private static double seconds(PrometheusRegistry registry) {
        double sum = 0;
        for (MetricSnapshot metric : registry.scrape("ocpp_gateway_redis_pipeline_seconds"::equals)) {
            if (metric instanceof HistogramSnapshot histogram) {
                for (HistogramSnapshot.HistogramDataPointSnapshot point : histogram.getDataPoints()) {
                    sum += point.getSum();
                }
            }
        }
        return sum;
    }
}
