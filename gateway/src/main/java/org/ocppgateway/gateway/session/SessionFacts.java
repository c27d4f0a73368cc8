package org.ocppgateway.gateway.session;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.authentication.Authenticated;
import org.ocppgateway.gateway.connection.ConnectionFacts;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.json.JsonBuilder;
import org.ocppgateway.routing.registration.Registration;
import org.ocppgateway.routing.route.Route;

/**
 * Facts about one session at one moment.
 *
 * @param remoteAddress as {@code host:port}
 * @param registration null if it is not known
 * @param make from the last BootNotification
 * @param serialNumber from the last BootNotification; null if it had none
 * @param messages what its messages told
 */
public record SessionFacts(
        Route route,
        String remoteAddress,
        Authenticated authenticated,
        Registration.@Nullable Status registration,
        Registration.Make make,
        @Nullable String serialNumber,
        ConnectionFacts connection,
        MessageFacts messages) {

    /**
     * Facts from the messages of a session.
     *
     * @param received number of messages of the charge point
     * @param clockOffset clock of the charge point minus clock of the gateway; null if no message has told it
     * @param violations number of messages of the charge point that broke a rule of OCPP
     * @param waitingCalls CALLs of the charge point that wait to be answered
     * @param waitingCommands commands that wait to be sent
     * @param outstanding action of the CALL that the charge point has not answered yet; null if there is none
     */
    public record MessageFacts(
            int received,
            @Nullable Duration clockOffset,
            int violations,
            int waitingCalls,
            int waitingCommands,
            @Nullable Action outstanding) {}

    /** The facts in a {@code device.offline} event: members of a JSON object without its braces. */
    String offlineFields() {
        Duration roundTrip = connection.roundTrip();
        Duration clockOffset = messages.clockOffset();
        JsonBuilder fields = new JsonBuilder()
                .field("connectedAt", route.connectedAt())
                .raw("roundTripMillis", roundTrip == null ? null : millis(roundTrip));
        if (clockOffset != null) {
            fields.field("clockOffsetMillis", clockOffset.toMillis());
        }
        return fields.field("bytesReceived", connection.bytes().received())
                .field("bytesSent", connection.bytes().sent())
                .field("violationCount", messages.violations())
                .beginObject("queues")
                .field("received", connection.inbox())
                .field("uplink", messages.waitingCalls())
                .field("commands", messages.waitingCommands())
                .field("sending", connection.outbox())
                .endObject()
                .toString();
    }

    /**
     * The ended session in the history, a JSON object.
     *
     * @param offline fields of its {@code device.offline} event
     */
    String historyRecord(Instant endedAt, String offline) {
        return new JsonBuilder()
                .beginObject()
                .field("pod", route.pod().value())
                .field("epoch", route.epoch().value())
                .field("protocol", route.protocol().subprotocol())
                .field("endedAt", endedAt)
                .field("remoteAddress", remoteAddress)
                .field("securityProfile", authenticated.profile().level())
                .members(offline)
                .endObject()
                .toString();
    }

    /** Milliseconds with microseconds as decimals, as a JSON number. */
    private static String millis(Duration time) {
        return Double.toString(time.toNanos() / 1_000 / 1e3);
    }
}
