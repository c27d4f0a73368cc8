package org.ocppgateway.ops.bench.system;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.time.Duration;

/**
 * Redis operations of a pod in one renewal interval, from its metrics.
 *
 * @param renewed number of renewed routes
 * @param seconds total wall time of all its pipelines
 * @param busiestPercent share of the renewals in the busiest second
 */
record Renewals(double renewed, double seconds, double busiestPercent) {

    /** Observes one interval without other operations. Blocks that long. */
    static Renewals watch(PrometheusRegistry registry, Duration interval) throws InterruptedException {
        double renewedBefore = renewed(registry);
        double secondsBefore = seconds(registry);
        double last = renewedBefore;
        double busiest = 0;
        for (int second = 0; second < interval.toSeconds(); second++) {
            Thread.sleep(Duration.ofSeconds(1));
            double now = renewed(registry);
            busiest = Math.max(busiest, now - last);
            last = now;
        }
        double renewed = last - renewedBefore;
        return new Renewals(renewed, seconds(registry) - secondsBefore, 100 * busiest / renewed);
    }

    private static double renewed(PrometheusRegistry registry) {
        double sum = 0;
        for (MetricSnapshot metric : registry.scrape("ocpp_gateway_redis_operations"::equals)) {
            if (metric instanceof CounterSnapshot counter) {
                for (CounterSnapshot.CounterDataPointSnapshot point : counter.getDataPoints()) {
                    sum += "extend-lifetime".equals(point.getLabels().get("operation")) ? point.getValue() : 0;
                }
            }
        }
        return sum;
    }

    private static double seconds(PrometheusRegistry registry) {
        double sum = 0;
        for (MetricSnapshot metric : registry.scrape("ocpp_gateway_redis_pipeline_duration_seconds"::equals)) {
            if (metric instanceof HistogramSnapshot histogram) {
                for (HistogramSnapshot.HistogramDataPointSnapshot point : histogram.getDataPoints()) {
                    sum += point.getSum();
                }
            }
        }
        return sum;
    }
}
