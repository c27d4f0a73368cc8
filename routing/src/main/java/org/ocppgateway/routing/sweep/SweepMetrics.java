package org.ocppgateway.routing.sweep;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.concurrent.atomic.AtomicInteger;

/** What is counted about sweeping. */
final class SweepMetrics {
    final Counter passed;
    final Counter ended;
    final Counter forwarded;
    final Counter redelivered;
    final Counter failed;
    private final AtomicInteger held = new AtomicInteger();

    SweepMetrics(PrometheusRegistry registry) {
        passed = counter("passed", "Records that a living pod had seen to.").register(registry);
        ended = counter("ended", "Commands that no living pod would have ended, by outcome.")
                .labelNames("outcome")
                .register(registry);
        forwarded = counter("forwarded", "Commands re-routed to the pod that has their charge point now.")
                .register(registry);
        redelivered = counter("redelivered", "Stored results that nobody had noted as delivered.")
                .register(registry);
        failed = counter("failed", "Looks that Redis or Kafka did not let come to an end; they are made again.")
                .register(registry);
        GaugeWithCallback.builder()
                .name("ocpp_gateway_sweep_held")
                .help("Commands the sweeper looks after; at its limit no more are read.")
                .callback(callback -> callback.call(held.get()))
                .register(registry);
    }

    private static Counter.Builder counter(String name, String help) {
        return Counter.builder().name("ocpp_gateway_sweep_" + name + "_total").help(help);
    }

    void held(int count) {
        held.set(count);
    }
}
