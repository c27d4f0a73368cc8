package org.ocppgateway.gateway.session;

import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.session.connector.ConnectorStates;
import org.ocppgateway.gateway.session.connector.ReportedConnectors;
import org.ocppgateway.protocol.dictionary.Payload;
import org.ocppgateway.protocol.dictionary.Timestamps;
import org.ocppgateway.protocol.handler.Uplink;

/**
 * Counts messages with violations, and estimates the offset of the charge point's clock from the timestamps of its messages. Thread-safe;
 * the uplink queue records one message at a time.
 *
 * <p>A timestamp is never later than the moment of sending, but it may be much earlier: 1.6 permits the time of a status change that was
 * reported late. Therefore the largest offset of the last {@value #WINDOW_MINUTES} minutes counts.
 */
final class SessionCounters {
    static final int WINDOW_MINUTES = 10;

    private static final long WINDOW = Duration.ofMinutes(WINDOW_MINUTES).toNanos();

    private static final long UNKNOWN = Long.MIN_VALUE;

    private int received;
    private int violations;
    private long offsetMillis = UNKNOWN;
    private long offsetSince;
    /** Created for the first message about a connector. */
    private @Nullable ConnectorStates connectors;

    /**
     * Records a message that was read.
     *
     * @param receivedAt by the wall clock of the gateway
     * @param now monotonic clock in nanoseconds
     */
    void record(Uplink message, Instant receivedAt, long now) {
        switch (message) {
            case Uplink.Refused refused -> countViolation();
            case Uplink.Accepted accepted -> {
                if (!accepted.violations().isEmpty()) {
                    countViolation();
                }
                Instant timestamp = liveTimestamp(accepted);
                if (timestamp != null) {
                    recordOffset(Duration.between(receivedAt, timestamp), now);
                }
            }
        }
    }

    /**
     * Records what a message says about connectors and transactions.
     *
     * @param maskToken masks an id token
     * @return number of connectors and transactions that were dropped, because there are too many
     */
    int recordConnectors(Uplink.Accepted message, Instant receivedAt, UnaryOperator<String> maskToken) {
        return ConnectorStates.concerns(message) ? createdConnectors().record(message, receivedAt, maskToken) : 0;
    }

    private synchronized ConnectorStates createdConnectors() {
        ConnectorStates created = connectors;
        if (created == null) {
            created = new ConnectorStates();
            connectors = created;
        }
        return created;
    }

    private synchronized @Nullable ConnectorStates knownConnectors() {
        return connectors;
    }

    /** Connectors and transactions that the messages reported. */
    ReportedConnectors connectors() {
        ConnectorStates known = knownConnectors();
        return known == null ? ReportedConnectors.NONE : known.view();
    }

    /** Whether the charge point is charging a vehicle, see {@link ConnectorStates#isCharging}; false before it reported anything. */
    boolean isCharging() {
        ConnectorStates known = knownConnectors();
        return known != null && known.isCharging();
    }

    /** Counts a message of the charge point, whatever it contains. */
    synchronized void countReceived() {
        received++;
    }

    /** Number of messages of the charge point. */
    synchronized int received() {
        return received;
    }

    private synchronized void countViolation() {
        violations++;
    }

    private synchronized void recordOffset(Duration offset, long now) {
        long millis = offset.toMillis();
        if (millis >= offsetMillis || now - offsetSince >= WINDOW) {
            offsetMillis = millis;
            offsetSince = now;
        }
    }

    /** Time of a message that charge points do not store while they are offline; null for any other message. */
    private static @Nullable Instant liveTimestamp(Uplink.Accepted message) {
        Payload payload = message.payload();
        String text = switch (message.action().name()) {
            case "StatusNotification" -> payload.text("timestamp");
            case "NotifyEvent" -> payload.text("generatedAt");
            case "TransactionEvent" -> Boolean.TRUE.equals(payload.flag("offline")) ? null : payload.text("timestamp");
            default -> null;
        };
        return text == null ? null : Timestamps.parse(text);
    }

    /** Number of messages that broke a rule of OCPP. */
    synchronized int violations() {
        return violations;
    }

    /** Clock of the charge point minus clock of the gateway; null if no message has told it. */
    synchronized @Nullable Duration clockOffset() {
        return offsetMillis == UNKNOWN ? null : Duration.ofMillis(offsetMillis);
    }
}
