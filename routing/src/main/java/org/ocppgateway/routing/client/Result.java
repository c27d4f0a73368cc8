package org.ocppgateway.routing.client;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.json.JsonText;
import org.ocppgateway.protocol.model.Command;
import org.ocppgateway.routing.command.Outcome;

/**
 * How a command ended.
 *
 * @param sent whether it may have reached the charge point; only {@code false} is always safe to issue again
 * @param status the charge point's word, for example {@code Accepted}
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
        return parse(new JsonText()
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
