package org.ocppgateway.ops.sizing;

import java.util.Locale;

/**
 * A measured figure of {@code ops/docs/sizing.md}. {@code SizingPageTest} compares label and value with the page, so both
 * change together.
 */
public enum Figure {
    HEAP_BASE("heap, without connections", 64, "MiB"),
    HEAP("heap for each connection, as admitted by `connection.max-connections = auto`", 12, "KiB"),
    HEAP_TLS("heap, in addition with TLS", 5.8, "KB"),
    SOCKET("kernel memory for the socket; counts for the container", 4.9, "KB"),
    COMPRESSION(
            "outside the heap, for a 2.x connection with permessage-deflate in the middle of a message; up to",
            45,
            "KB"),
    PROCESS("outside the heap, for code, threads, collector and buffers", 170, "MiB"),
    HEARTBEAT("a Heartbeat, answered", 22, "µs"),
    METER_VALUES("a MeterValues, published and answered", 65, "µs"),
    RECONNECT("a reconnect: end of the old connection, upgrade, route, both events, a first Heartbeat", 300, "µs"),
    TLS_HANDSHAKE("in addition a full TLS handshake, with an ECDSA key", 1600, "µs"),
    PING("a ping with its pong, and a share of the renewal of routes", 66, "µs"),
    EVENT("an event with meter values, on the topic", 1150, "B"),
    BROKER_EVENT("an event, in the broker", 20, "µs"),
    REDIS_ROUTE("route and its index entry", 350, "B"),
    REDIS_HISTORY("registration and 20 ended sessions; up to", 10_000, "B"),
    REDIS_COMMAND("a command of the last 24 h; up to", 1_500, "B");

    private final String label;
    private final double value;
    private final String unit;

    Figure(String label, double value, String unit) {
        this.label = label;
        this.value = value;
        this.unit = unit;
    }

    /** First cell of its row on the page. */
    public String label() {
        return label;
    }

    /** Second cell of its row on the page: value and unit. */
    public String text() {
        return String.format(Locale.ROOT, value == Math.rint(value) ? "%,.0f %s" : "%,.1f %s", value, unit);
    }

    /** The value in bytes or in seconds of processor time. */
    public double base() {
        return value
                * switch (unit) {
                    case "MiB" -> 1 << 20;
                    case "KiB" -> 1 << 10;
                    case "KB" -> 1_000;
                    case "B" -> 1;
                    case "µs" -> 1e-6;
                    default -> throw new IllegalStateException(unit);
                };
    }
}
