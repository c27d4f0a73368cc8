package org.ocppgateway.gateway.connection;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.ocppgateway.routing.metrics.Meters;

/** Metrics of all connections. Thread-safe. */
public final class ConnectionMetrics {
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

    ConnectionMetrics(
            PrometheusRegistry registry,
            IntSupplier open,
            int maxConnections,
            LongSupplier backlogCharacters,
            PartialMessages partials) {
        Meters meters = Meters.ofGateway(registry);
        meters.gauge("connections", "Open WebSocket connections", open::getAsInt);
        meters.gauge("connections_limit", "Maximum number of open connections", () -> maxConnections);
        meters.gauge(
                "backlog_characters",
                "Characters of received messages that wait for processing or are being processed",
                backlogCharacters);
        meters.gauge("partial_message_bytes", "Bytes of incomplete messages", partials::bytes);
        meters.gauge(
                "partial_messages_waiting",
                "Connections with an incomplete message that are not read because memory is scarce",
                partials::waiting);
        opened = meters.counter("connections_opened", "Connections opened");
        closed = meters.counter(
                "connections_closed",
                "Connections ended, by close code; other stands for codes outside 1000 to 1015",
                "code");
        refusedAtLimit =
                meters.counter("connections_over_limit", "Connections closed on open because the maximum was reached");
        received = meters.counter("messages_received", "Text messages received");
        sent = meters.counter("messages_sent", "Text messages queued for sending");
        slowConsumers =
                meters.counter("slow_consumers", "Connections closed because the peer did not read fast enough");
        silent = meters.counter("silent_connections", "Connections cut because the peer was silent");
        unfinished =
                meters.counter("unfinished_messages", "Connections cut because a message exceeded the message timeout");
        throttled = meters.counter(
                "messages_throttled", "Messages and control frames delayed because the peer exceeded its rate limit");
        flooded = meters.counter(
                "flooding_connections", "Connections closed because the peer exceeded its rate limit for too long");
        readingPaused = meters.counter(
                "reading_paused",
                "Messages after which reading from their connection paused, because its inbox, its share of the backlog or the"
                        + " backlog was full");
        backlogFull =
                meters.counter("backlog_full", "Connections closed because memory for their message was exhausted");
        pings = meters.counter("pings", "Pings sent");
        skippedPings = meters.counter("skipped_pings", "Pings skipped because the peer did not read");
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
