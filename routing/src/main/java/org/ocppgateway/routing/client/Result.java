package org.ocppgateway.routing.client;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.json.JsonBuilder;
import org.ocppgateway.protocol.model.Command;
import org.ocppgateway.routing.command.Outcome;

/**
 * The result of a command.
 *
 * @param sent whether it may have reached the charge point; only {@code false} is always safe to issue again
 * @param status status of the charge point's answer, for example {@code Accepted}; the error code if it was refused
 * @param error problem description for humans
 * @param fields all fields as on {@code command-results}; without {@code podId} if this client produced the result
 * @param traceParent header {@code traceparent} of its record (W3C Trace Context), the parent for spans of the backend; null without one
 */
public record Result(
        String commandId,
        Outcome outcome,
        boolean sent,
        @Nullable String status,
        @Nullable String error,
        JsonObject fields,
        @Nullable String traceParent) {

    /** Creates a result without a trace context. */
    public Result(
            String commandId,
            Outcome outcome,
            boolean sent,
            @Nullable String status,
            @Nullable String error,
            JsonObject fields) {
        this(commandId, outcome, sent, status, error, fields, null);
    }

    /**
     * Parses a record of {@code command-results}.
     *
     * @throws com.google.gson.JsonParseException if it is not a result
     */
    static Result parse(String json) {
        return parse(json, null);
    }

    /**
     * Parses a record of {@code command-results} with its trace context.
     *
     * @throws com.google.gson.JsonParseException if it is not a result
     */
    static Result parse(String json, @Nullable String traceParent) {
        return JsonRecord.read(
                json,
                "result",
                fields -> new Result(
                        fields.get("commandId").getAsString(),
                        Outcome.of(fields.get("outcome").getAsString()),
                        fields.get("sent").getAsBoolean(),
                        text(fields, "status"),
                        text(fields, "error"),
                        fields,
                        traceParent));
    }

    /** A result that this client produces for a command that it did not write. */
    static Result unwritten(Command command, Outcome outcome, String error) {
        return parse(new JsonBuilder()
                .beginObject()
                .field("commandId", command.commandId())
                .field("chargePointId", command.chargePointId().value())
                .field("type", command.type())
                .field("outcome", outcome.label())
                .field("sent", false)
                .field("error", error)
                .endObject()
                .toString());
    }

    /** OCPP version of the charge point's session, for example {@code 2.0.1}. */
    public Optional<String> protocolVersion() {
        return Optional.ofNullable(text(fields, "protocolVersion"));
    }

    /** Data of the answer to a reading command, in the unified model. */
    public Optional<JsonObject> data() {
        return object(fields, "data");
    }

    /** Payload of the charge point's answer, in its OCPP version. */
    public Optional<JsonObject> payload() {
        return object(fields, "payload");
    }

    /** The request id that the gateway generated; events that follow this command carry it. */
    public OptionalLong derivedRequestId() {
        return derived("requestId");
    }

    /** The remote start id that the gateway generated; events of the transaction carry it. */
    public OptionalLong derivedRemoteStartId() {
        return derived("remoteStartId");
    }

    /**
     * Returns whether the charge point's answer violates OCPP; {@code violations} in {@link #fields} lists the
     * violations.
     */
    public boolean hasViolations() {
        return fields.has("violations");
    }

    private OptionalLong derived(String name) {
        Optional<JsonElement> id = object(fields, "derived").map(derived -> derived.get(name));
        return id.isPresent() ? OptionalLong.of(id.get().getAsLong()) : OptionalLong.empty();
    }

    private static Optional<JsonObject> object(JsonObject fields, String name) {
        return fields.get(name) instanceof JsonObject object ? Optional.of(object) : Optional.empty();
    }

    private static @Nullable String text(JsonObject fields, String name) {
        JsonElement value = fields.get(name);
        return value == null || value.isJsonNull() ? null : value.getAsString();
    }

    /** JSON text as on {@code command-results}. */
    @Override
    public String toString() {
        return fields.toString();
    }
}
