package org.ocppgateway.routing.sweep;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.LongSupplier;
import org.ocppgateway.routing.metrics.Meters;

/** What is counted about sweeping. */
final class SweepMetrics {
    final CounterDataPoint passed;
    final Counter ended;
    final CounterDataPoint forwarded;
    final CounterDataPoint redelivered;
    final CounterDataPoint failed;

    SweepMetrics(PrometheusRegistry registry, LongSupplier tracked, LongSupplier trackedBytes) {
        Meters meters = Meters.ofGateway(registry);
        passed = meters.counter("sweep_passed", "Records that a living pod had seen to.");
        ended = meters.counter("sweep_ended", "Commands that no living pod would have ended, by outcome.", "outcome");
        forwarded = meters.counter("sweep_forwarded", "Commands re-routed to the pod that has their charge point now.");
        redelivered = meters.counter("sweep_redelivered", "Stored results that nobody had noted as delivered.");
        failed = meters.counter(
                "sweep_failed", "Looks that Redis or Kafka did not let come to an end; they are made again.");
        meters.gauge(
                "sweep_held",
                "Commands the sweeper looks after; at its limit no more are read, but for a fair share.",
                tracked);
        meters.gauge("sweep_held_bytes", "Bytes of the commands the sweeper looks after.", trackedBytes);
    }
}
