package org.ocppgateway.protocol.translation;

import org.ocppgateway.protocol.dictionary.Payload;
import org.ocppgateway.protocol.json.JsonBuilder;
import org.ocppgateway.protocol.model.Command;

/** Writes the fields that firmware and log requests have in common in all versions. */
public final class Transfers {
    private Transfers() {}

    /** Returns the fields requestId, retries and retryInterval. */
    public static JsonBuilder request(Command command, Payload data) {
        return retries(new JsonBuilder(256).raw("requestId", CommandData.requestId(command, data)), data);
    }

    /** Writes the fields retries and retryInterval. */
    public static JsonBuilder retries(JsonBuilder fields, Payload data) {
        return fields.raw("retries", data.text("retries")).raw("retryInterval", data.text("retryInterval"));
    }

    /** Writes the field firmware. */
    public static JsonBuilder firmware(JsonBuilder fields, Payload data) {
        return fields.beginObject("firmware")
                .field("location", data.text("location"))
                .field("retrieveDateTime", UnifiedVocabulary.date(data.text("retrieveAt")))
                .field("installDateTime", UnifiedVocabulary.date(data.text("installAt")))
                .field("signingCertificate", data.text("signingCertificate"))
                .field("signature", data.text("signature"))
                .endObject();
    }

    /** Writes the fields logType and log. */
    public static JsonBuilder log(JsonBuilder fields, Payload data) {
        return fields.field("logType", data.text("logType"))
                .beginObject("log")
                .field("remoteLocation", data.text("location"))
                .field("oldestTimestamp", UnifiedVocabulary.date(data.text("from")))
                .field("latestTimestamp", UnifiedVocabulary.date(data.text("to")))
                .endObject();
    }
}
