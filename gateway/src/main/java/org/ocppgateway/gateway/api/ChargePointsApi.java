package org.ocppgateway.gateway.api;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.peer.ClusterAnswer;
import org.ocppgateway.gateway.peer.ClusterQueries;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.routing.history.SessionHistoryException;
import org.ocppgateway.routing.registration.Registration;

/** {@code /charge-points}: charge points that are connected to any pod, or that the cluster knows. */
public final class ChargePointsApi {
    private static final List<String> FILTERS =
            List.of("id", "protocol", "vendor", "model", "firmware", "serial", "address");

    private final ClusterQueries cluster;
    private final KnownChargePoints known;
    private final SessionQueries sessions;

    public ChargePointsApi(ClusterQueries cluster, KnownChargePoints known) {
        this.cluster = cluster;
        this.known = known;
        this.sessions = new SessionQueries(cluster, known);
    }

    public List<ApiRoute> routes() {
        return List.of(
                new ApiRoute("GET", "/charge-points", this::list),
                new ApiRoute("GET", "/charge-points/{id}", this::get),
                new ApiRoute("GET", "/charge-points/{id}/sessions", this::endedSessions),
                new ApiRoute("POST", "/charge-points/{id}/disconnect", this::disconnect));
    }

    private ApiResponse list(ApiRequest request) throws ApiProblem, InterruptedException {
        ChargePointSort sort = sort(request);
        int limit = request.limit();
        Map<String, String> parameters = parameters(request, sort, limit + 1);
        String pod = request.parameter("pod");
        ClusterAnswer answer = pod == null
                ? cluster.askAll(LocalChargePoints.LIST, parameters)
                : cluster.ask(ApiRequest.pod(pod), LocalChargePoints.LIST, parameters);
        Map<String, JsonObject> merged = new HashMap<>();
        List<MissingPart> missing = new ArrayList<>(MissingPart.of(answer));
        for (ClusterAnswer.OfPod part : answer.answers()) {
            if (part.body().has("problem")) {
                missing.add(new MissingPart(
                        part.pod().value(), part.body().get("problem").getAsString()));
            }
            for (JsonElement item : part.body().getAsJsonArray("items")) {
                JsonObject facts = item.getAsJsonObject();
                merged.merge(facts.get(ChargePointJson.ID).getAsString(), facts, ChargePointsApi::newer);
            }
        }
        List<JsonObject> items =
                merged.values().stream().sorted(sort.order()).limit(limit + 1L).toList();
        return sort == ChargePointSort.ID
                ? ApiResponse.page(items, limit, ChargePointJson.ID).withMissing(missing)
                : ApiResponse.page(items.subList(0, Math.min(limit, items.size())), limit, ChargePointJson.ID)
                        .withMissing(missing);
    }

    private static Map<String, String> parameters(ApiRequest request, ChargePointSort sort, int limit)
            throws ApiProblem {
        Map<String, String> parameters = new HashMap<>();
        for (String filter : FILTERS) {
            String value = request.parameter(filter);
            if (value != null) {
                parameters.put(filter, value);
            }
        }
        String after = request.after();
        if (after != null && sort != ChargePointSort.ID) {
            throw ApiProblem.badRequest("after cannot be combined with sort; a sorted list has one page");
        }
        if (after != null) {
            parameters.put("after", after);
        }
        if (sort != ChargePointSort.ID) {
            parameters.put("sort", sort.label());
        }
        parameters.put("limit", Integer.toString(limit));
        return parameters;
    }

    private static ChargePointSort sort(ApiRequest request) throws ApiProblem {
        try {
            return ChargePointSort.of(request.parameter("sort"));
        } catch (IllegalArgumentException e) {
            throw ApiProblem.badRequest(String.valueOf(e.getMessage()));
        }
    }

    /** Two pods may list one charge point while it moves. */
    private static JsonObject newer(JsonObject one, JsonObject other) {
        return one.get("epoch").getAsLong() >= other.get("epoch").getAsLong() ? one : other;
    }

    private ApiResponse get(ApiRequest request) throws ApiProblem, InterruptedException {
        ChargePointId id = request.chargePointId();
        List<MissingPart> missing = new ArrayList<>();
        JsonObject online = online(id, missing);
        List<JsonObject> ended;
        try {
            ended = known.endedSessions(id);
        } catch (SessionHistoryException e) {
            ended = List.of();
            missing.add(MissingPart.redis("its ended sessions are not known"));
        }
        JsonObject last = ended.isEmpty() ? null : ended.getFirst();
        JsonObject facts = online != null ? online : offline(id, last);
        JsonObject lastEnd = EndedSessions.lastEnd(last);
        if (lastEnd != null) {
            facts.add("lastEnd", lastEnd);
        }
        return ApiResponse.ok(facts).withMissing(missing);
    }

    /** The facts of its session; null without one. */
    private @Nullable JsonObject online(ChargePointId id, List<MissingPart> missing)
            throws ApiProblem, InterruptedException {
        return switch (sessions.ask(id, LocalChargePoints.GET)) {
            case SessionQueries.Result.Session session -> session.body();
            case SessionQueries.Result.SilentPod silent -> {
                missing.addAll(silent.missing());
                yield ChargePointJson.of(silent.route());
            }
            case SessionQueries.Result.None none -> null;
        };
    }

    private JsonObject offline(ChargePointId id, @Nullable JsonObject lastSession)
            throws ApiProblem, InterruptedException {
        Registration registration = known.registration(id);
        if (lastSession == null && registration == null && !known.hasCredential(id)) {
            throw SessionQueries.unknown(id);
        }
        return ChargePointJson.offline(id, registration, lastSession);
    }

    private ApiResponse endedSessions(ApiRequest request) throws ApiProblem, InterruptedException {
        ChargePointId id = request.chargePointId();
        int limit = request.limit();
        String after = request.after();
        try {
            List<JsonObject> ended = known.endedSessions(id);
            if (ended.isEmpty()) {
                sessions.requireKnown(id);
            }
            List<JsonObject> items = ended.stream()
                    .filter(session -> after == null
                            || session.get("sessionId").getAsString().compareTo(after) > 0)
                    .limit(limit + 1L)
                    .toList();
            return ApiResponse.page(items, limit, "sessionId");
        } catch (SessionHistoryException e) {
            throw ApiProblem.unavailable("sessions cannot be read: Redis is unavailable");
        }
    }

    private ApiResponse disconnect(ApiRequest request) throws ApiProblem, InterruptedException {
        ChargePointId id = request.chargePointId();
        return switch (sessions.ask(id, LocalChargePoints.DISCONNECT)) {
            case SessionQueries.Result.Session session -> new ApiResponse(202, session.body());
            case SessionQueries.Result.SilentPod silent ->
                throw ApiProblem.unavailable("its pod " + silent.route().pod() + " does not answer");
            case SessionQueries.Result.None none -> {
                sessions.requireKnown(id, none);
                throw ApiProblem.conflict("the charge point is not connected");
            }
        };
    }
}
