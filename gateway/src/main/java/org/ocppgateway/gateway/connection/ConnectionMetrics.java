package org.ocppgateway.gateway.connection;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.ocppgateway.routing.metrics.Meters;

/** What is counted about connections. */
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
    private final CounterDataPoint backlogFull;
    private final CounterDataPoint readingPaused;
    private final Counter pings;
    private final Counter skippedPings;

    ConnectionMetrics(
            PrometheusRegistry registry,
            IntSupplier open,
            int maxConnections,
            LongSupplier backlog,
            PartialMessages partials) {
        Meters meters = Meters.ofGateway(registry);
        meters.gauge("connections", "Open WebSocket connections", open::getAsInt);
        meters.gauge("connections_limit", "How many connections may be open at once", () -> maxConnections);
        meters.gauge("backlog_characters", "Text of received messages that wait or are in work", backlog);
        meters.gauge("partial_message_bytes", "Bytes of received messages that are not complete", partials::held);
        meters.gauge(
                "partial_messages_waiting",
                "Connections not read from in the middle of a message, because room is scarce",
                partials::waiting);
        opened = meters.total("connections_opened", "Connections opened");
        closed = meters.counter(
                "connections_closed",
                "Connections ended, by close code; other stands for codes no standard names",
                "code");
        refusedAtLimit = meters.total("connections_over_limit", "Connections closed at once at the limit");
        received = meters.total("messages_received", "Text messages received");
        sent = meters.total("messages_sent", "Text messages given to the writer");
        slowConsumers = meters.total("slow_consumers", "Connections closed because the peer did not read");
        silent = meters.total("silent_connections", "Connections cut because nothing was heard of the peer");
        unfinished = meters.total(
                "unfinished_messages", "Connections cut because the peer took too long to send one message");
        throttled = meters.total(
                "messages_throttled", "Messages and control frames held back because their sender sent too much");
        flooded = meters.total("flooding_connections", "Connections closed because the peer went on sending too much");
        backlogFull = meters.total("backlog_full", "Connections closed because there was no room for their message");
        readingPaused = meters.total(
                "reading_paused",
                "Messages after which their connection was not read from for a while, because its inbox, its share of the"
                        + " backlog or the backlog was full");
        pings = meters.counter("pings", "Pings sent");
        skippedPings = meters.counter("skipped_pings", "Pings left out because the peer did not read");
    }

    void onOpen() {
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

    void backlogFull() {
        backlogFull.inc();
    }

    void readingPaused() {
        readingPaused.inc();
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

    /** Pings left out since the start. */
    public long totalSkippedPings() {
        return (long) skippedPings.get();
    }
}
