package org.ocppgateway.gateway.api;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.ocppgateway.gateway.peer.ClusterAnswer;
import org.ocppgateway.gateway.peer.ClusterQueries;
import org.ocppgateway.gateway.peer.PodQuery;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.routing.log.LogLevels;

/** {@code /log-level}: levels of log lines on all pods that are alive, each with an end. */
public final class LogLevelApi {
    private static final String LIST = "log-levels";
    private static final String SET = "set-log-level";

    /** Id of an item in the list. */
    private static final String ID = "settingId";

    /** Id of the level for all lines; no identity is less. */
    private static final String ALL_LINES = "*";

    private final ClusterQueries cluster;

    public LogLevelApi(ClusterQueries cluster) {
        this.cluster = cluster;
    }

    /** The queries that a pod answers. */
    public static Map<String, PodQuery> queries(LogLevels levels) {
        return Map.of(LIST, parameters -> list(levels), SET, parameters -> set(levels, parameters));
    }

    public List<ApiRoute> routes() {
        return List.of(new ApiRoute("GET", "/log-level", this::get), new ApiRoute("PUT", "/log-level", this::put));
    }

    private ApiResponse get(ApiRequest request) throws ApiProblem, InterruptedException {
        ApiPage page = request.page();
        ClusterAnswer answer = cluster.askAll(LIST, Map.of());
        Map<String, JsonObject> items = new TreeMap<>();
        for (ClusterAnswer.OfPod part : answer.answers()) {
            for (JsonElement setting : part.body().getAsJsonArray("items")) {
                JsonObject item = setting.getAsJsonObject();
                items.putIfAbsent(item.toString(), item);
            }
        }
        return page.of(items.values(), ID).withMissing(MissingPart.of(answer));
    }

    private ApiResponse put(ApiRequest request) throws ApiProblem, InterruptedException {
        JsonBody body = new JsonBody(request.body(), Set.of("level", "id", "until"));
        Map<String, String> parameters = new HashMap<>();
        parameters.put("level", String.valueOf(body.text("level")));
        parameters.put("until", body.time("until").toString());
        String id = body.text("id");
        if (id != null) {
            parameters.put("id", id);
        }
        try {
            ClusterAnswer answer = cluster.askAll(SET, parameters);
            return ApiResponse.ok(answer.answers().getFirst().body()).withMissing(MissingPart.of(answer));
        } catch (IllegalArgumentException e) {
            throw ApiProblem.badRequest(String.valueOf(e.getMessage()));
        } catch (IllegalStateException e) {
            throw ApiProblem.conflict(String.valueOf(e.getMessage()));
        }
    }

    private static JsonObject list(LogLevels levels) {
        JsonArray items = new JsonArray();
        levels.list().forEach(setting -> items.add(json(setting)));
        JsonObject result = new JsonObject();
        result.add("items", items);
        return result;
    }

    private static JsonObject set(LogLevels levels, Map<String, String> parameters) {
        String id = parameters.get("id");
        LogLevels.Setting setting = LogLevels.Setting.of(
                id == null ? null : new ChargePointId(id),
                parameters.getOrDefault("level", ""),
                Instant.parse(parameters.getOrDefault("until", "")));
        if (!levels.set(setting)) {
            throw new IllegalStateException(
                    LogLevels.MAX_CHARGE_POINTS + " charge points have a log level already; wait for the end of some");
        }
        return json(setting);
    }

    private static JsonObject json(LogLevels.Setting setting) {
        JsonObject item = new JsonObject();
        item.addProperty(
                ID,
                setting.chargePointId() == null
                        ? ALL_LINES
                        : setting.chargePointId().value());
        if (setting.chargePointId() != null) {
            item.addProperty("id", setting.chargePointId().value());
        }
        item.addProperty("level", setting.label());
        item.addProperty("until", setting.until().toString());
        return item;
    }
}
