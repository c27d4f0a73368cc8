package org.ocppgateway.ops.stack.backend;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.Instant;
import java.util.List;

/**
 * An event on {@code ocpp-events-up}.
 *
 * @param json value of the record
 */
public record BackendEvent(String json, JsonObject fields) {
    // Shown elsewhere in the summary, or too long for it.
    private static final List<String> NOT_IN_SUMMARY =
            List.of("chargePointId", "protocolVersion", "podId", "sessionEpoch", "sequence", "ocpp");

    /**
     * Parses the value of a record.
     *
     * @throws com.google.gson.JsonParseException if it is not JSON
     */
    public static BackendEvent parse(String json) {
        return new BackendEvent(json, JsonParser.parseString(json).getAsJsonObject());
    }

    public String id() {
        return fields.get("id").getAsString();
    }

    public String type() {
        return fields.get("type").getAsString();
    }

    public String chargePointId() {
        return fields.get("subject").getAsString();
    }

    /** The unified fields, the fields of the session, and {@code ocpp}. */
    public JsonObject data() {
        return fields.getAsJsonObject("data");
    }

    public Instant time() {
        return Instant.parse(fields.get("time").getAsString());
    }

    public long sessionEpoch() {
        return data().get("sessionEpoch").getAsLong();
    }

    public long sequence() {
        return data().get("sequence").getAsLong();
    }

    /** Returns one line for a person: time, charge point, type, and the unified fields. */
    public String summary() {
        JsonObject unified = data().deepCopy();
        NOT_IN_SUMMARY.forEach(unified::remove);
        return "%s  %s  %s  %s".formatted(fields.get("time").getAsString(), chargePointId(), type(), unified);
    }
}
