package org.ocppgateway.routing.command;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.IntSupplier;

/** What is counted about commands. */
final class CommandMetrics {
    final Counter ended;
    final Counter repeated;
    final Counter replies;
    final Counter forwarded;
    final Counter resultRetries;
    final Counter resultsGivenUp;
    final Histogram seconds;

    private final PrometheusRegistry registry;

    CommandMetrics(PrometheusRegistry registry) {
        this.registry = registry;
        ended = Counter.builder()
                .name("ocpp_gateway_commands_ended_total")
                .help("Commands by outcome.")
                .labelNames("outcome")
                .register(registry);
        repeated = Counter.builder()
                .name("ocpp_gateway_commands_repeated_total")
                .help("Commands whose id was known: answered with the stored result, ignored while the first one"
                        + " runs, or left to the sweeper.")
                .labelNames("answer")
                .register(registry);
        replies = Counter.builder()
                .name("ocpp_gateway_replies_total")
                .help("Replies of the backend: taken, late, duplicate, invalid or unknown.")
                .labelNames("fate")
                .register(registry);
        forwarded = Counter.builder()
                .name("ocpp_gateway_commands_forwarded_total")
                .help("Commands handed to the pod that has their charge point now.")
                .register(registry);
        resultRetries = Counter.builder()
                .name("ocpp_gateway_results_retried_total")
                .help("Attempts to store or publish a result that failed and are made again.")
                .register(registry);
        resultsGivenUp = Counter.builder()
                .name("ocpp_gateway_results_given_up_total")
                .help("Results that could not be delivered in the time allowed.")
                .register(registry);
        seconds = Histogram.builder()
                .name("ocpp_gateway_command_seconds")
                .help("Time from a command's arrival at this pod to its outcome.")
                .classicOnly()
                .classicUpperBounds(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)
                .register(registry);
    }

    void gauge(String name, String help, IntSupplier value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call(value.getAsInt()))
                .register(registry);
    }
}
