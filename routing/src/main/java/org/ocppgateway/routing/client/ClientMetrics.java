package org.ocppgateway.routing.client;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.routing.command.Outcome;
import org.ocppgateway.routing.metrics.EnumCounter;
import org.ocppgateway.routing.metrics.Meters;

/** What is counted about a backend's commands. */
final class ClientMetrics {
    private final Meters meters;
    private final EnumCounter<Outcome> ended;
    private final EnumCounter<NoOutcomeException.Reason> withoutOutcome;
    final CounterDataPoint replies;
    final CounterDataPoint unreadable;

    ClientMetrics(PrometheusRegistry registry) {
        meters = Meters.ofClient(registry);
        ended = meters.counter("commands_ended", "Commands by outcome.", "outcome", Outcome.class);
        withoutOutcome = meters.counter(
                "commands_without_outcome",
                "Commands whose outcome is not known here: not_written, or no_result in time.",
                "reason",
                NoOutcomeException.Reason.class);
        replies = meters.counter("replies", "Replies written.");
        unreadable = meters.counter("unreadable_results", "Records on the topic of results that cannot be read.");
    }

    void pending(IntSupplier count) {
        meters.gauge("commands_pending", "Commands that wait for their result.", count::getAsInt);
    }

    /** Counts how waiting for a command ended; giving up is the caller's own affair. */
    void count(@Nullable Result result, @Nullable Throwable failure) {
        if (result != null) {
            ended.count(result.outcome());
        } else if (failure instanceof NoOutcomeException unknown) {
            withoutOutcome.count(unknown.reason());
        }
    }
}
