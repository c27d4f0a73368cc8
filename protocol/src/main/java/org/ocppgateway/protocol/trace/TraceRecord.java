package org.ocppgateway.protocol.trace;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.json.JsonBuilder;

/**
 * One exchanged message: one line of OCPP Trace Format 1.1.
 *
 * @param timestamp when the recorder observed the message
 * @param version null if the recorder did not know it
 * @param chargePointId null if the recorder did not know it
 * @param meta JSON object with fields of the recorder; null for none
 */
public record TraceRecord(
        Instant timestamp,
        @Nullable OcppVersion version,
        @Nullable ChargePointId chargePointId,
        TraceDirection direction,
        TraceMessage message,
        @Nullable String meta) {
    static final String SCHEMA_VERSION = "1.1";

    /** Returns the line, without a line break. */
    public String line() {
        JsonBuilder line = new JsonBuilder()
                .beginObject()
                .field("schemaVersion", SCHEMA_VERSION)
                .field("timestamp", timestamp)
                .field("ocppVersion", version == null ? null : version.label())
                .field("transport", "json")
                .field("chargePointId", chargePointId == null ? null : chargePointId.value())
                .field("direction", direction.label())
                .field("messageType", message.type())
                .field("messageId", message.messageId())
                .field("action", message.action());
        switch (message) {
            case TraceMessage.Call call -> line.raw("payload", call.payload());
            case TraceMessage.CallResult result -> line.raw("payload", result.payload());
            case TraceMessage.CallError error ->
                line.beginObject("error")
                        .field("code", error.code())
                        .field("description", error.description())
                        .raw("details", error.details())
                        .endObject();
        }
        return line.raw("meta", meta).endObject().toString();
    }
}
