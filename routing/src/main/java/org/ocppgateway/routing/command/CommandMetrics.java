package org.ocppgateway.routing.command;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.LongSupplier;
import org.ocppgateway.routing.metrics.Meters;

/** What is counted about commands. */
final class CommandMetrics {
    final Counter ended;
    final Counter repeated;
    final Counter replies;
    final CounterDataPoint forwarded;
    final CounterDataPoint resultRetries;
    final CounterDataPoint resultsGivenUp;
    final Histogram seconds;

    private final Meters meters;

    CommandMetrics(PrometheusRegistry registry) {
        meters = Meters.ofGateway(registry);
        ended = meters.counter("commands_ended", "Commands by outcome.", "outcome");
        repeated = meters.counter(
                "commands_repeated",
                "Commands whose id was known: answered with the stored result, ignored while the first one"
                        + " runs, or left to the sweeper.",
                "answer");
        replies = meters.counter(
                "replies", "Replies of the backend: taken, late, duplicate, invalid or unknown.", "fate");
        forwarded = meters.counter("commands_forwarded", "Commands handed to the pod that has their charge point now.");
        resultRetries = meters.counter(
                "results_retried", "Attempts to store or publish a result that failed and are made again.");
        resultsGivenUp = meters.counter("results_given_up", "Results that could not be delivered in the time allowed.");
        seconds = meters.seconds("command", "Time from a command's arrival at this pod to its outcome.", new double[] {
            0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60
        });
    }

    void gauge(String name, String help, LongSupplier value) {
        meters.gauge(name, help, value);
    }
}
