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
 * @param sent whether the command may have reached the charge point. If {@code false}, it is always safe to issue the command
 *     again
 * @param details further fields
 */
public record CommandResult(
        String commandId,
        ChargePointId chargePointId,
        @Nullable String type,
        String outcome,
        boolean sent,
        ResultDetails details,
        Handling handling,
        Times times) {

    /**
     * Pod and session that handled the command.
     *
     * @param podId pod that completed the command
     * @param sessionEpoch session in which it was sent, or null
     * @param hops number of times it was forwarded between pods
     */
    public record Handling(PodId podId, @Nullable SessionEpoch sessionEpoch, int hops) {}

    /**
     * Times of the command, by the clocks of the backend and of the pods.
     *
     * @param issuedAt time at which the backend issued it, or null if absent
     * @param receivedAt time at which a pod first read it
     * @param sentAt time at which it may have been sent, or null
     * @param completedAt time at which it was completed
     */
    public record Times(
            @Nullable Instant issuedAt,
            Instant receivedAt,
            @Nullable Instant sentAt,
            Instant completedAt) {}

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
        json.field("error", details.error()).field("podId", handling.podId.value());
        if (details.version() != null) {
            json.field("protocolVersion", details.version().label());
        }
        if (handling.sessionEpoch != null) {
            json.field("sessionEpoch", handling.sessionEpoch.value());
        }
        return json.field("hops", handling.hops)
                .field("issuedAt", times.issuedAt)
                .field("receivedAt", times.receivedAt)
                .field("sentAt", times.sentAt)
                .field("completedAt", times.completedAt)
                .endObject()
                .toString();
    }
}
