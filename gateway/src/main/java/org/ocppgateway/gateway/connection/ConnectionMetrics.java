package org.ocppgateway.gateway.connection;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/** What is counted about connections. */
public final class ConnectionMetrics {
    private final CounterDataPoint opened;
    private final Counter closed;
    private final CounterDataPoint refusedAtLimit;
    private final CounterDataPoint received;
    private final CounterDataPoint sent;
    private final CounterDataPoint slowConsumers;
    private final CounterDataPoint silent;
    private final CounterDataPoint throttled;
    private final CounterDataPoint flooded;
    private final CounterDataPoint backlogFull;
    private final Counter pings;
    private final Counter skippedPings;

    ConnectionMetrics(PrometheusRegistry registry, IntSupplier open, int maxConnections, LongSupplier backlog) {
        GaugeWithCallback.builder()
                .name("ocpp_gateway_connections")
                .help("Open WebSocket connections")
                .callback(gauge -> gauge.call(open.getAsInt()))
                .register(registry);
        GaugeWithCallback.builder()
                .name("ocpp_gateway_connections_limit")
                .help("How many connections may be open at once")
                .callback(gauge -> gauge.call(maxConnections))
                .register(registry);
        GaugeWithCallback.builder()
                .name("ocpp_gateway_backlog_characters")
                .help("Text of received messages that are not done with")
                .callback(gauge -> gauge.call((double) backlog.getAsLong()))
                .register(registry);
        opened = counter(registry, "connections_opened", "Connections opened").labelValues();
        closed = Counter.builder()
                .name("ocpp_gateway_connections_closed_total")
                .help("Connections ended, by close code; other stands for codes no standard names")
                .labelNames("code")
                .register(registry);
        refusedAtLimit = counter(registry, "connections_over_limit", "Connections closed at once at the limit")
                .labelValues();
        received =
                counter(registry, "messages_received", "Text messages received").labelValues();
        sent = counter(registry, "messages_sent", "Text messages given to the writer")
                .labelValues();
        slowConsumers = counter(registry, "slow_consumers", "Connections closed because the peer did not read")
                .labelValues();
        silent = counter(registry, "silent_connections", "Connections cut because nothing was heard of the peer")
                .labelValues();
        throttled = counter(registry, "messages_throttled", "Messages held back because their sender said too much")
                .labelValues();
        flooded = counter(
                        registry, "flooding_connections", "Connections closed because the peer went on saying too much")
                .labelValues();
        backlogFull = counter(
                        registry, "backlog_full", "Connections closed because there was no room for their message")
                .labelValues();
        pings = counter(registry, "pings", "Pings sent");
        skippedPings = counter(registry, "skipped_pings", "Pings left out because the peer did not read");
    }

    private static Counter counter(PrometheusRegistry registry, String name, String help) {
        return Counter.builder()
                .name("ocpp_gateway_" + name + "_total")
                .help(help)
                .register(registry);
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

    void backlogFull() {
        backlogFull.inc();
    }

    void silent() {
        silent.inc();
    }

    void pinged() {
        pings.inc();
    }

    void pingSkipped() {
        skippedPings.inc();
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
