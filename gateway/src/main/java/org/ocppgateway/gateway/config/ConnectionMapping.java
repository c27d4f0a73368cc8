package org.ocppgateway.gateway.config;

import static org.ocppgateway.gateway.config.Ranges.HOUR;
import static org.ocppgateway.gateway.config.Ranges.MAX_COUNT;
import static org.ocppgateway.gateway.config.Ranges.MIB;
import static org.ocppgateway.gateway.config.Ranges.MILLISECOND;

import java.time.Duration;
import org.ocppgateway.gateway.connection.ConnectionLimits;
import org.ocppgateway.gateway.connection.FloodLimits;
import org.ocppgateway.gateway.connection.LivenessLimits;
import org.ocppgateway.gateway.connection.ReceiveLimits;
import org.ocppgateway.gateway.limit.AutomaticLimits;

/** Maps section {@code connection}. */
final class ConnectionMapping {
    private static final int MESSAGES_IN_BACKLOG = 2;

    private ConnectionMapping() {}

    /** @param tls whether a listener has TLS */
    static ConnectionLimits read(Section gateway, Duration heartbeatInterval, boolean tls) {
        Section connection = gateway.section("connection");
        Duration pingInterval = connection.duration("ping-interval", Duration.ofMillis(100), HOUR);
        return new ConnectionLimits(
                connection.orAuto(
                        "max-connections",
                        () -> AutomaticLimits.connections(tls),
                        key -> connection.integer(key, 1, MAX_COUNT)),
                new LivenessLimits(
                        pingInterval,
                        pingInterval.multipliedBy(connection.integer("pong-deadline-intervals", 1, 100)),
                        heartbeatInterval.multipliedBy(connection.integer("silence-limit-heartbeats", 1, 100))),
                incoming(gateway.section("endpoint"), connection),
                connection.integer("writer-bound", 2, 10_000),
                connection.duration("close-timeout", MILLISECOND, HOUR));
    }

    private static ReceiveLimits incoming(Section endpoint, Section connection) {
        int maxMessageSize = endpoint.bytes("max-message-size", 1024, 64 * MIB);
        long maxBacklog = connection.orAuto("max-backlog", AutomaticLimits::backlog, key ->
                (long) connection.bytes(key, 4 * MIB, Integer.MAX_VALUE));
        if (maxBacklog / MESSAGES_IN_BACKLOG < maxMessageSize) {
            connection.problem(
                    "max-backlog",
                    "has to be at least " + MESSAGES_IN_BACKLOG + " times endpoint.max-message-size (" + maxMessageSize
                            + " bytes), and is " + maxBacklog);
        }
        return new ReceiveLimits(
                maxMessageSize,
                connection.duration("message-timeout", MILLISECOND, HOUR),
                connection.integer("inbox-bound", 1, 1000),
                maxBacklog,
                new FloodLimits(
                        connection.rate("messages-per-second", "message-burst"),
                        connection.duration("flood-patience", MILLISECOND, HOUR)));
    }
}
