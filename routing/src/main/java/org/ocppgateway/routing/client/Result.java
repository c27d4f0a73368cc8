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
 * How a command ended.
 *
 * @param sent whether it may have reached the charge point; only {@code false} is always safe to issue again
 * @param status the charge point's word, for example {@code Accepted}; if it was refused, the error code
 * @param error what went wrong, for people
 * @param fields all of it as on {@code command-results}; without {@code podId} if this client gave the outcome itself
 */
public record Result(
        String commandId,
        Outcome outcome,
        boolean sent,
        @Nullable String status,
        @Nullable String error,
        JsonObject fields) {

    /**
     * Reads a record of {@code command-results}.
     *
     * @throws com.google.gson.JsonParseException if it is no result
     */
    static Result parse(String json) {
        return JsonRecord.read(
                json,
                "result",
                fields -> new Result(
                        fields.get("commandId").getAsString(),
                        Outcome.of(fields.get("outcome").getAsString()),
                        fields.get("sent").getAsBoolean(),
                        text(fields, "status"),
                        text(fields, "error"),
                        fields));
    }

    /** An outcome that this client gives itself, to a command that it did not write. */
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

    /** The OCPP version that the charge point spoke, for example {@code 2.0.1}. */
    public Optional<String> protocolVersion() {
        return Optional.ofNullable(text(fields, "protocolVersion"));
    }

    /** What the answer to a reading command says, in one shape for all OCPP versions. */
    public Optional<JsonObject> data() {
        return object(fields, "data");
    }

    /** The charge point's answer in the words of its OCPP version. */
    public Optional<JsonObject> payload() {
        return object(fields, "payload");
    }

    /** The request id that the gateway chose, and that events carry that follow this command. */
    public OptionalLong derivedRequestId() {
        return derived("requestId");
    }

    /** The remote start id that the gateway chose, and that the events of the transaction carry. */
    public OptionalLong derivedRemoteStartId() {
        return derived("remoteStartId");
    }

    /** Whether the charge point's answer breaks rules of OCPP; {@code violations} in {@link #fields} says which. */
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

    /** As on {@code command-results}. */
    @Override
    public String toString() {
        return fields.toString();
    }
}
