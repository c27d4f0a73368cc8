package org.ocppgateway.routing.client;

import static org.ocppgateway.routing.metrics.MetricSpec.counter;
import static org.ocppgateway.routing.metrics.MetricSpec.gauge;

import org.ocppgateway.routing.metrics.Metric;
import org.ocppgateway.routing.metrics.MetricSpec;

/** The metrics of a backend that uses {@link GatewayClient}. */
public enum ClientMetric implements Metric {
    COMMANDS_ENDED(counter("commands_ended_total", "Commands of this client whose result arrived.")
            .label(
                    "outcome",
                    "completed",
                    "refused",
                    "uncertain",
                    "expired",
                    "not_connected",
                    "invalid",
                    "overloaded")),
    COMMANDS_WITHOUT_OUTCOME(counter(
                    "commands_without_outcome_total", "Commands whose outcome this client does not know.")
            .label("reason", "not_written: Kafka did not accept the command", "no_result: no result arrived in time")
            .watch("it grows: Kafka or the gateway is unavailable; repeat the command with the same commandId")),
    COMMANDS_PENDING(gauge("commands_pending", "Commands that wait for their result.")),
    REPLIES_SENT(counter("replies_sent_total", "Replies written to Kafka.")),
    RESULTS_UNREADABLE(counter("results_unreadable_total", "Records on the topic of results that are not results.")
            .watch("it grows: another program writes to the topic"));

    @SuppressWarnings("ImmutableEnumChecker") // MetricSpec copies its collections.
    private final MetricSpec spec;

    ClientMetric(MetricSpec spec) {
        this.spec = spec;
    }

    @Override
    public String prefix() {
        return "ocpp_client_";
    }

    @Override
    public MetricSpec spec() {
        return spec;
    }
}
