package org.ocppgateway.routing.client;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.routing.command.Outcome;
import org.ocppgateway.routing.metrics.EnumCounter;
import org.ocppgateway.routing.metrics.Meters;

/** Metrics of a backend's commands. */
final class ClientMetrics {
    private final Meters meters;
    private final EnumCounter<Outcome> ended;
    private final EnumCounter<NoOutcomeException.Reason> withoutOutcome;
    final CounterDataPoint replies;
    final CounterDataPoint unreadable;

    ClientMetrics(PrometheusRegistry registry) {
        meters = new Meters(registry);
        ended = meters.counter(ClientMetric.COMMANDS_ENDED, Outcome.class);
        withoutOutcome = meters.counter(ClientMetric.COMMANDS_WITHOUT_OUTCOME, NoOutcomeException.Reason.class);
        replies = meters.counter(ClientMetric.REPLIES_SENT);
        unreadable = meters.counter(ClientMetric.RESULTS_UNREADABLE);
    }

    void pending(IntSupplier count) {
        meters.gauge(ClientMetric.COMMANDS_PENDING, count::getAsInt);
    }

    /** Counts the end of a wait for a result; a cancelled wait is not counted. */
    void count(@Nullable Result result, @Nullable Throwable failure) {
        if (result != null) {
            ended.count(result.outcome());
        } else if (failure instanceof NoOutcomeException unknown) {
            withoutOutcome.count(unknown.reason());
        }
    }
}
