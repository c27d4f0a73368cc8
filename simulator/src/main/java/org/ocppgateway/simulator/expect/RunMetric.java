package org.ocppgateway.simulator.expect;

import java.util.Locale;
import java.util.Optional;
import org.ocppgateway.simulator.measure.FleetCount;
import org.ocppgateway.simulator.measure.FleetStats;
import org.ocppgateway.simulator.scrape.GatewayMetrics;

/** Metrics of a run for which an expectation can be set. */
public enum RunMetric {
    CONNECTED("share of charge points connected at the end", Unit.SHARE),
    ANSWERED("share of CALLs answered with a CALLRESULT", Unit.SHARE),
    UNEXPECTED_CLOSES("open connections that the charge point did not close", Unit.NUMBER),
    FAILED_ATTEMPTS("failed connection attempts", Unit.NUMBER),
    INVALID_ANSWERS("answers that violate OCPP", Unit.NUMBER),
    DISCARDED("transaction messages discarded after the last attempt", Unit.NUMBER),
    SKIPPED_PINGS("pings skipped by the gateways", Unit.NUMBER),
    RECONNECT_MAX("longest time from the end of a connection to the next one", Unit.MILLISECONDS),
    P50("median response time", Unit.MILLISECONDS),
    P99("99th percentile of the response times", Unit.MILLISECONDS),
    MAX("longest response time", Unit.MILLISECONDS);

    private static final double MICROS_PER_MILLI = 1_000;

    private final String description;
    private final Unit unit;

    /** Unit of a metric. */
    enum Unit {
        SHARE,
        NUMBER,
        MILLISECONDS
    }

    RunMetric(String description, Unit unit) {
        this.description = description;
        this.unit = unit;
    }

    /** Name on the command line, for example {@code skipped-pings}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public String description() {
        return description;
    }

    Unit unit() {
        return unit;
    }

    /** Returns the value, or empty if there is no measurement. */
    Optional<Double> measure(RunOutcome outcome) {
        FleetStats stats = outcome.afterStop().stats();
        return switch (this) {
            case CONNECTED -> share(outcome.beforeStop().stats().count(FleetCount.CONNECTED), outcome.chargePoints());
            case ANSWERED -> share(stats.callsAnswered(), stats.callsSent());
            case UNEXPECTED_CLOSES -> count(stats, FleetCount.UNEXPECTED_CLOSES);
            case FAILED_ATTEMPTS -> count(stats, FleetCount.FAILED_ATTEMPTS);
            case INVALID_ANSWERS -> count(stats, FleetCount.INVALID_ANSWERS);
            case DISCARDED -> count(stats, FleetCount.TRANSACTION_MESSAGES_DISCARDED);
            case SKIPPED_PINGS ->
                outcome.gatewayMetrics().map(GatewayMetrics::skippedPings).map(Long::doubleValue);
            case RECONNECT_MAX -> Optional.of(stats.reconnects().getMaxValue() / MICROS_PER_MILLI);
            case P50 -> percentile(stats, 50);
            case P99 -> percentile(stats, 99);
            case MAX -> percentile(stats, 100);
        };
    }

    /** Formats a value with its unit. */
    String format(double value) {
        return switch (unit) {
            // Rounds down, so that 100.00 % always means all.
            case SHARE -> String.format(Locale.ROOT, "%.2f %%", Math.floor(value * 10_000) / 100);
            case NUMBER -> String.format(Locale.ROOT, "%.0f", value);
            case MILLISECONDS -> String.format(Locale.ROOT, "%.1f ms", value);
        };
    }

    private static Optional<Double> share(long part, long whole) {
        return whole == 0 ? Optional.empty() : Optional.of((double) part / whole);
    }

    private static Optional<Double> count(FleetStats stats, FleetCount count) {
        return Optional.of((double) stats.count(count));
    }

    private static Optional<Double> percentile(FleetStats stats, double percentile) {
        return Optional.of(stats.responseTimes().getValueAtPercentile(percentile) / MICROS_PER_MILLI);
    }
}
