package org.ocppgateway.gateway.api;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.peer.ClusterAnswer;
import org.ocppgateway.gateway.peer.ClusterQueries;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.routing.command.CommandRequests.Known;
import org.ocppgateway.routing.history.SessionHistoryException;
import org.ocppgateway.routing.registration.Registration;

/**
 * {@code GET /search?q=}: charge points by the beginning of their identity, their serial number or their address, commands by their id, and
 * frames in the journal by their message id.
 */
public final class SearchApi {
    private static final int MAX_LENGTH = 128;

    private final ClusterQueries cluster;
    private final KnownChargePoints known;
    private final CommandSubmission commands;

    public SearchApi(ClusterQueries cluster, KnownChargePoints known, CommandSubmission commands) {
        this.cluster = cluster;
        this.known = known;
        this.commands = commands;
    }

    public List<ApiRoute> routes() {
        return List.of(new ApiRoute("GET", "/search", this::search));
    }

    private ApiResponse search(ApiRequest request) throws ApiProblem, InterruptedException {
        String text = request.parameter("q");
        if (text == null || text.length() > MAX_LENGTH) {
            throw ApiProblem.badRequest("q must have 1 to " + MAX_LENGTH + " characters");
        }
        ApiPage page = request.page();
        ClusterAnswer answer = cluster.askAll(LocalChargePoints.SEARCH, Map.of("q", text));
        Map<String, JsonObject> items = new TreeMap<>();
        for (ClusterAnswer.OfPod part : answer.answers()) {
            for (JsonElement facts : part.body().getAsJsonArray("items")) {
                addChargePoint(items, facts.getAsJsonObject());
            }
            if (part.body().get("message") instanceof JsonObject message) {
                items.put("message " + text, item("message", text, "message", message));
            }
        }
        addOffline(items, text);
        addCommand(items, text);
        return page.of(items.values(), "id").withMissing(MissingPart.of(answer));
    }

    private static void addChargePoint(Map<String, JsonObject> items, JsonObject facts) {
        String chargePointId = facts.get(ChargePointJson.ID).getAsString();
        items.putIfAbsent("charge-point " + chargePointId, item("charge-point", chargePointId, "chargePoint", facts));
    }

    private void addOffline(Map<String, JsonObject> items, String text) throws InterruptedException {
        ChargePointId id = chargePointId(text);
        if (id == null || items.containsKey("charge-point " + text)) {
            return;
        }
        try {
            List<JsonObject> ended = known.endedSessions(id);
            Registration registration = known.registration(id);
            if (!ended.isEmpty() || registration != null || known.hasCredential(id)) {
                addChargePoint(
                        items, ChargePointJson.offline(id, registration, ended.isEmpty() ? null : ended.getFirst()));
            }
        } catch (SessionHistoryException e) {
            // Redis is unavailable; the answer then names the pods that are missing.
        }
    }

    private static @Nullable ChargePointId chargePointId(String text) {
        try {
            return new ChargePointId(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private void addCommand(Map<String, JsonObject> items, String text) throws InterruptedException {
        try {
            Known command = commands.find(text).orElse(null);
            if (command != null) {
                items.put("command " + text, item("command", text, "command", CommandsApi.json(text, command)));
            }
        } catch (ApiProblem e) {
            // Redis is unavailable; the answer then names the pods that are missing.
        }
    }

    private static JsonObject item(String kind, String id, String member, JsonObject facts) {
        JsonObject item = new JsonObject();
        item.addProperty("kind", kind);
        item.addProperty("id", id);
        item.add(member, facts);
        return item;
    }
}
