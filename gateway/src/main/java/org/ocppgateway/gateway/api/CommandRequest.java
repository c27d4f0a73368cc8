package org.ocppgateway.gateway.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.model.Command;
import org.ocppgateway.protocol.model.Masking;
import org.ocppgateway.protocol.model.UnifiedModel;

/** A request for a command. */
record CommandRequest(
        ChargePointId chargePointId,
        String type,
        String data,
        @Nullable Instant expiresAt,
        Command.Priority priority,
        boolean resend) {
    private static final int MAX_TYPE = 64;

    /** Reads a body. A body or type that cannot become a command is a problem; invalid data is an outcome of the command. */
    static CommandRequest of(ChargePointId chargePointId, JsonObject body) throws ApiProblem {
        JsonBody members = new JsonBody(body, Set.of("type", "data", "priority", "expiresAt", "resend"));
        String type = members.text("type");
        if (type == null || type.isEmpty() || type.length() > MAX_TYPE) {
            throw ApiProblem.badRequest("type must have 1 to " + MAX_TYPE + " characters");
        }
        if (UnifiedModel.commands().command(type) == null) {
            throw new ApiProblem(422, "Unknown command type", UnifiedModel.unknownCommandType(type));
        }
        JsonObject data = members.object("data");
        return new CommandRequest(
                chargePointId,
                type,
                data == null ? "{}" : data.toString(),
                members.optionalTime("expiresAt"),
                priority(members.text("priority")),
                members.flag("resend"));
    }

    private static Command.Priority priority(@Nullable String label) throws ApiProblem {
        return switch (label) {
            case null -> Command.Priority.NORMAL;
            case "normal" -> Command.Priority.NORMAL;
            case "urgent" -> Command.Priority.URGENT;
            default -> throw ApiProblem.badRequest("priority must be normal or urgent");
        };
    }

    Command command(String commandId, Instant issuedAt) {
        return new Command(commandId, chargePointId, type, data, issuedAt, expiresAt, priority, resend);
    }

    /**
     * Hash of the request, equal for equal requests. Credentials in the data are masked before: a hash of a short one could be used to guess
     * it.
     */
    String fingerprint() {
        JsonObject all = new JsonObject();
        all.addProperty("chargePointId", chargePointId.value());
        all.addProperty("type", type);
        all.add("data", sorted(JsonParser.parseString(Masking.STANDARD.payload(data))));
        all.addProperty("expiresAt", String.valueOf(expiresAt));
        all.addProperty("priority", priority.name());
        all.addProperty("resend", resend);
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(all.toString().getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Sorts the members of objects, because their order has no meaning. */
    private static JsonElement sorted(JsonElement value) {
        if (value.isJsonObject()) {
            JsonObject copy = new JsonObject();
            new TreeMap<>(value.getAsJsonObject().asMap()).forEach((name, member) -> copy.add(name, sorted(member)));
            return copy;
        }
        if (value.isJsonArray()) {
            JsonArray copy = new JsonArray();
            value.getAsJsonArray().forEach(element -> copy.add(sorted(element)));
            return copy;
        }
        return value;
    }
}
