package org.ocppgateway.routing.kafka;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.concurrent.atomic.LongAdder;
import org.ocppgateway.routing.metrics.Meters;
import org.ocppgateway.routing.metrics.RoutingMetric;

/** Counts unreadable records of the whole process. */
public final class DamagedRecords {
    private static final LongAdder PASSED_OVER = new LongAdder();

    private DamagedRecords() {}

    static void skipped() {
        PASSED_OVER.increment();
    }

    /** Number of unreadable records in this process. */
    static long count() {
        return PASSED_OVER.sum();
    }

    /** Exports the count as a metric. */
    public static void register(PrometheusRegistry registry) {
        new Meters(registry).counter(RoutingMetric.KAFKA_RECORDS_SKIPPED, DamagedRecords::count);
    }
}
