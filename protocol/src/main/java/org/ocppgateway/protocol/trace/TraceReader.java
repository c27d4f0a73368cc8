package org.ocppgateway.protocol.trace;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.OcppVersion;

/** Reads lines of OCPP Trace Format 1.x. Ignores unknown fields, as the format requires. */
public final class TraceReader {
    private TraceReader() {}

    /** A line is not a record of the format. The message names the field, and contains no text of the line. */
    public static final class InvalidTraceException extends Exception {
        private static final long serialVersionUID = 1L;

        InvalidTraceException(String message) {
            super(message);
        }
    }

    /** Reads one line. */
    public static TraceRecord read(String line) throws InvalidTraceException {
        JsonObject record = parse(line);
        String schema = required(record, "schemaVersion");
        if (!schema.startsWith("1.")) {
            throw new InvalidTraceException("schemaVersion is not 1.x");
        }
        String transport = text(record, "transport");
        if (transport != null && !transport.equals("json")) {
            throw new InvalidTraceException("transport is not json");
        }
        return new TraceRecord(
                time(required(record, "timestamp")),
                version(text(record, "ocppVersion")),
                chargePointId(text(record, "chargePointId")),
                direction(required(record, "direction")),
                message(record),
                json(record, "meta"));
    }

    private static JsonObject parse(String line) throws InvalidTraceException {
        try {
            if (JsonParser.parseString(line) instanceof JsonObject record) {
                return record;
            }
        } catch (JsonParseException e) {
            // Reported like any other text that is not an object.
        }
        throw new InvalidTraceException("not a JSON object");
    }

    private static TraceMessage message(JsonObject record) throws InvalidTraceException {
        String id = text(record, "messageId");
        String type = required(record, "messageType");
        return switch (type) {
            case TraceMessage.Call.TYPE ->
                new TraceMessage.Call(id, required(record, "action"), json(record, "payload"));
            case TraceMessage.CallResult.TYPE ->
                new TraceMessage.CallResult(id, text(record, "action"), json(record, "payload"));
            case TraceMessage.CallError.TYPE -> error(record, id);
            default -> throw new InvalidTraceException("messageType is not CALL, CALLRESULT or CALLERROR");
        };
    }

    private static TraceMessage error(JsonObject record, @Nullable String id) throws InvalidTraceException {
        if (!(record.get("error") instanceof JsonObject error)) {
            throw new InvalidTraceException("error is missing or not an object");
        }
        String description = text(error, "description");
        return new TraceMessage.CallError(
                id,
                text(record, "action"),
                required(error, "code"),
                description == null ? "" : description,
                json(error, "details"));
    }

    private static Instant time(String text) throws InvalidTraceException {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new InvalidTraceException("timestamp is not a time of ISO 8601 with an offset");
        }
    }

    private static @Nullable OcppVersion version(@Nullable String label) throws InvalidTraceException {
        if (label == null) {
            return null;
        }
        return Arrays.stream(OcppVersion.values())
                .filter(version ->
                        version.label().equals(label) || version.subprotocol().equals(label))
                .findFirst()
                .orElseThrow(() -> new InvalidTraceException("ocppVersion is not 1.6, 2.0.1 or 2.1"));
    }

    private static @Nullable ChargePointId chargePointId(@Nullable String value) throws InvalidTraceException {
        try {
            return value == null ? null : new ChargePointId(value);
        } catch (IllegalArgumentException e) {
            throw new InvalidTraceException("chargePointId: " + e.getMessage());
        }
    }

    private static TraceDirection direction(String label) throws InvalidTraceException {
        return Arrays.stream(TraceDirection.values())
                .filter(direction -> direction.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new InvalidTraceException("direction is not cp-to-csms or csms-to-cp"));
    }

    private static String required(JsonObject record, String name) throws InvalidTraceException {
        String value = text(record, name);
        if (value == null) {
            throw new InvalidTraceException(name + " is missing or not a string");
        }
        return value;
    }

    private static @Nullable String text(JsonObject record, String name) {
        JsonElement value = record.get(name);
        return value != null
                        && value.isJsonPrimitive()
                        && value.getAsJsonPrimitive().isString()
                ? value.getAsString()
                : null;
    }

    private static @Nullable String json(JsonObject record, String name) {
        JsonElement value = record.get(name);
        return value == null || value.isJsonNull() ? null : value.toString();
    }
}
