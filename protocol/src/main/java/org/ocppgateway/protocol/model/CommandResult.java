package org.ocppgateway.protocol.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.protocol.SessionEpoch;
import org.ocppgateway.protocol.json.JsonBuilder;

/**
 * Result of a command, the value of a record on {@code command-results}.
 *
 * @param type type of the command, or null if it had none
 * @param outcome outcome as defined in the contract of results
 * @param sent whether the command may have reached the charge point; only after {@code false} is it always safe to issue it
 *     again
 * @param details further fields
 * @param podId pod that completed the command
 * @param sessionEpoch session in which it was sent
 * @param hops number of times it was forwarded between pods
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

    /** Returns the value of the record. Null fields are omitted. */
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
