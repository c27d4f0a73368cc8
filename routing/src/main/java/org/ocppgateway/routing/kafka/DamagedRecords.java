package org.ocppgateway.routing.kafka;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.concurrent.atomic.LongAdder;

/** Counts, for the whole process, the records that could not be read. */
public final class DamagedRecords {
    private static final LongAdder PASSED_OVER = new LongAdder();

    private DamagedRecords() {}

    static void passedOver() {
        PASSED_OVER.increment();
    }

    /** How many there have been in this process. */
    static long count() {
        return PASSED_OVER.sum();
    }

    /** Makes the count a metric. */
    public static void register(PrometheusRegistry registry) {
        CounterWithCallback.builder()
                .name("ocpp_gateway_kafka_records_passed_over_total")
                .help(
                        "Records that could not be read, as they are damaged or too large for the heap. The log names their offsets.")
                .callback(counter -> counter.call((double) count()))
                .register(registry);
    }
}
