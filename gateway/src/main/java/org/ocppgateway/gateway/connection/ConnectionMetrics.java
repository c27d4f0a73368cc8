package org.ocppgateway.gateway.connection;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.ocppgateway.gateway.metrics.GatewayMetric;
import org.ocppgateway.routing.metrics.Meters;

/** Metrics of all connections. Thread-safe. */
public final class ConnectionMetrics {
    /** In seconds. Mobile networks take up to some seconds; pings that take longer than the timeout are not counted. */
    private static final double[] ROUND_TRIP_BUCKETS = {0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30};

    private final CounterDataPoint opened;
    private final Counter closed;
    private final CounterDataPoint refusedAtLimit;
    private final CounterDataPoint received;
    private final CounterDataPoint sent;
    private final CounterDataPoint slowConsumers;
    private final CounterDataPoint silent;
    private final CounterDataPoint unfinished;
    private final CounterDataPoint throttled;
    private final CounterDataPoint flooded;
    private final CounterDataPoint readingPaused;
    private final CounterDataPoint backlogFull;
    private final CounterDataPoint pings;
    private final CounterDataPoint skippedPings;
    private final Histogram roundTrips;

    ConnectionMetrics(
            PrometheusRegistry registry,
            IntSupplier open,
            int maxConnections,
            LongSupplier backlogCharacters,
            PartialMessages partials) {
        Meters meters = new Meters(registry);
        meters.gauge(GatewayMetric.CONNECTIONS_OPEN, open::getAsInt);
        meters.gauge(GatewayMetric.CONNECTIONS_LIMIT, () -> maxConnections);
        meters.gauge(GatewayMetric.CONNECTION_BACKLOG_CHARACTERS, backlogCharacters);
        meters.gauge(GatewayMetric.CONNECTION_PARTIAL_MESSAGE_BYTES, partials::bytes);
        meters.gauge(GatewayMetric.CONNECTION_PARTIAL_MESSAGES_WAITING, partials::waiting);
        opened = meters.counter(GatewayMetric.CONNECTIONS_OPENED);
        closed = meters.labelledCounter(GatewayMetric.CONNECTIONS_CLOSED);
        refusedAtLimit = meters.counter(GatewayMetric.CONNECTIONS_OVER_LIMIT);
        received = meters.counter(GatewayMetric.CONNECTION_MESSAGES_RECEIVED);
        sent = meters.counter(GatewayMetric.CONNECTION_MESSAGES_SENT);
        slowConsumers = meters.counter(GatewayMetric.CONNECTION_SLOW_CONSUMERS);
        silent = meters.counter(GatewayMetric.CONNECTIONS_SILENT);
        unfinished = meters.counter(GatewayMetric.CONNECTION_MESSAGE_TIMEOUTS);
        throttled = meters.counter(GatewayMetric.CONNECTION_MESSAGES_THROTTLED);
        flooded = meters.counter(GatewayMetric.CONNECTIONS_FLOODING);
        readingPaused = meters.counter(GatewayMetric.CONNECTION_READ_PAUSES);
        backlogFull = meters.counter(GatewayMetric.CONNECTION_BACKLOG_FULL);
        pings = meters.counter(GatewayMetric.CONNECTION_PINGS_SENT);
        skippedPings = meters.counter(GatewayMetric.CONNECTION_PINGS_SKIPPED);
        roundTrips = meters.histogram(GatewayMetric.CONNECTION_PING_DURATION_SECONDS, ROUND_TRIP_BUCKETS);
    }

    void opened() {
        opened.inc();
    }

    void closed(CloseStatus status) {
        boolean named = status.code() >= 1000 && status.code() <= 1015;
        closed.labelValues(named ? Integer.toString(status.code()) : "other").inc();
    }

    void refusedAtLimit() {
        refusedAtLimit.inc();
    }

    void received() {
        received.inc();
    }

    void sent() {
        sent.inc();
    }

    void slowConsumer() {
        slowConsumers.inc();
    }

    void throttled() {
        throttled.inc();
    }

    void flooded() {
        flooded.inc();
    }

    void readingPaused() {
        readingPaused.inc();
    }

    void backlogFull() {
        backlogFull.inc();
    }

    void silent() {
        silent.inc();
    }

    void unfinished() {
        unfinished.inc();
    }

    void pinged() {
        pings.inc();
    }

    void pongAfterMicros(long micros) {
        roundTrips.observe(micros / 1e6);
    }

    void pingSkipped() {
        skippedPings.inc();
    }

    /** Messages received since the start. */
    public long totalReceived() {
        return (long) received.get();
    }

    /** Pings sent since the start. */
    public long totalPings() {
        return (long) pings.get();
    }

    /** Pings skipped since the start. */
    public long totalSkippedPings() {
        return (long) skippedPings.get();
    }
}
