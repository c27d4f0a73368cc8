package org.ocppgateway.gateway.api;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.routing.command.CommandRequests.Known;

/** Commands to charge points of any pod. They have the same life cycle as commands on {@code commands-down}. */
public final class CommandsApi {
    private static final int MAX_ID = 128;

    private final CommandSubmission submission;

    public CommandsApi(CommandSubmission submission) {
        this.submission = submission;
    }

    public List<ApiRoute> routes() {
        return List.of(
                new ApiRoute("POST", "/charge-points/{id}/commands", this::submit),
                new ApiRoute("GET", "/commands/{commandId}", this::get),
                new ApiRoute("GET", "/command-types", CommandTypes::list));
    }

    private ApiResponse submit(ApiRequest request) throws ApiProblem, InterruptedException {
        CommandRequest command = CommandRequest.of(request.chargePointId(), request.body());
        String commandId = commandId(request.header(ApiRequest.IDEMPOTENCY_KEY));
        Preference preference = Preference.of(request.header(ApiRequest.PREFER));
        submission.submit(commandId, command);
        String result = submission.awaitResult(commandId, preference.timeout());
        if (result != null) {
            return ApiResponse.ok(JsonParser.parseString(result));
        }
        Known known = submission.find(commandId).orElse(null);
        return new ApiResponse(202, known == null ? accepted(commandId) : json(commandId, known));
    }

    /** A quoted key is a string of a structured header; the quotes are no part of it. */
    private static String commandId(@Nullable String key) throws ApiProblem {
        if (key == null) {
            return UUID.randomUUID().toString();
        }
        String id = key.strip();
        if (id.length() > 2 && id.startsWith("\"") && id.endsWith("\"")) {
            id = id.substring(1, id.length() - 1);
        }
        if (id.isEmpty() || id.length() > MAX_ID || id.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw ApiProblem.badRequest(
                    "Idempotency-Key must have 1 to " + MAX_ID + " printable ASCII characters without blanks");
        }
        return id;
    }

    private static JsonObject accepted(String commandId) {
        JsonObject json = new JsonObject();
        json.addProperty("commandId", commandId);
        json.addProperty("state", "received");
        return json;
    }

    private ApiResponse get(ApiRequest request) throws ApiProblem, InterruptedException {
        String commandId = request.variable("commandId");
        Known known =
                commandId.length() > MAX_ID ? null : submission.find(commandId).orElse(null);
        if (known == null) {
            throw ApiProblem.notFound("there is no command " + commandId + "; states are kept for a day");
        }
        return ApiResponse.ok(json(commandId, known));
    }

    static JsonObject json(String commandId, Known known) {
        JsonObject json = new JsonObject();
        json.addProperty("commandId", commandId);
        json.addProperty("state", known.state().stage().label());
        if (known.chargePointId() != null) {
            json.addProperty("chargePointId", known.chargePointId());
        }
        String result = known.state().result();
        if (result != null) {
            JsonElement parsed = JsonParser.parseString(result);
            json.add("result", parsed);
        }
        return json;
    }
}
