package org.ocppgateway.protocol.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.protocol.SessionEpoch;
import org.ocppgateway.protocol.json.JsonBuilder;

/**
 * How a command ended, as it stands on {@code command-results}.
 *
 * @param type the command's type, or null if it had none
 * @param outcome the word for it, see the contract of results
 * @param sent whether it may have reached the wire; only {@code false} is always safe to issue again
 * @param details what else there is to tell
 * @param podId who ended it
 * @param sessionEpoch the session it was sent in
 * @param hops how often it was forwarded from pod to pod
 */
public record CommandResult(
        String commandId,
        ChargePointId chargePointId,
        @Nullable String type,
        String outcome,
        boolean sent,
        ResultDetails details,
        PodId podId,
        @Nullable SessionEpoch sessionEpoch,
        int hops,
        @Nullable Instant issuedAt,
        Instant receivedAt,
        @Nullable Instant sentAt,
        Instant completedAt) {

    /** The record's value; what is null is left out. */
    public String toJson() {
        JsonBuilder json = new JsonBuilder(512)
                .beginObject()
                .field("commandId", commandId)
                .field("chargePointId", chargePointId.value())
                .field("type", type)
                .field("outcome", outcome)
                .field("sent", sent)
                .field("status", details.status())
                .raw("data", details.data())
                .raw("payload", details.payload());
        EventEncoder.violations(json, details.violations());
        details.derived().write(json);
        json.field("error", details.error()).field("podId", podId.value());
        if (details.version() != null) {
            json.field("protocolVersion", details.version().label());
        }
        if (sessionEpoch != null) {
            json.field("sessionEpoch", sessionEpoch.value());
        }
        return json.field("hops", hops)
                .field("issuedAt", issuedAt)
                .field("receivedAt", receivedAt)
                .field("sentAt", sentAt)
                .field("completedAt", completedAt)
                .endObject()
                .toString();
    }
}
