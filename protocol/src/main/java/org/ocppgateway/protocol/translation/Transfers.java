package org.ocppgateway.protocol.translation;

import org.ocppgateway.protocol.dictionary.Payload;
import org.ocppgateway.protocol.json.JsonText;
import org.ocppgateway.protocol.model.Command;

/** The parts that every version has in its requests to load firmware and to upload logs. */
public final class Transfers {
    private Transfers() {}

    /** The fields requestId, retries and retryInterval. */
    public static JsonText request(Command command, Payload data) {
        return retries(new JsonText(256).raw("requestId", CommandData.requestId(command, data)), data);
    }

    /** The fields retries and retryInterval. */
    public static JsonText retries(JsonText fields, Payload data) {
        return fields.raw("retries", data.text("retries")).raw("retryInterval", data.text("retryInterval"));
    }

    /** The field firmware. */
    public static JsonText firmware(JsonText fields, Payload data) {
        return fields.beginObject("firmware")
                .field("location", data.text("location"))
                .field("retrieveDateTime", UnifiedWords.date(data.text("retrieveAt")))
                .field("installDateTime", UnifiedWords.date(data.text("installAt")))
                .field("signingCertificate", data.text("signingCertificate"))
                .field("signature", data.text("signature"))
                .endObject();
    }

    /** The fields logType and log. */
    public static JsonText log(JsonText fields, Payload data) {
        return fields.field("logType", data.text("logType"))
                .beginObject("log")
                .field("remoteLocation", data.text("location"))
                .field("oldestTimestamp", UnifiedWords.date(data.text("from")))
                .field("latestTimestamp", UnifiedWords.date(data.text("to")))
                .endObject();
    }
}
