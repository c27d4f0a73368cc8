package org.ocppgateway.gateway.api;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.ocppgateway.gateway.peer.ClusterAnswer;
import org.ocppgateway.gateway.peer.ClusterQueries;

/** {@code GET /pods} and {@code GET /statistics}: state and recent figures of all pods. */
public final class PodsApi {
    /** Name of the query for the state of a pod. */
    public static final String POD = "pod";

    private static final int DEFAULT_MINUTES = 60;

    private final ClusterQueries cluster;

    public PodsApi(ClusterQueries cluster) {
        this.cluster = cluster;
    }

    public List<ApiRoute> routes() {
        return List.of(new ApiRoute("GET", "/pods", this::pods), new ApiRoute("GET", "/statistics", this::statistics));
    }

    private ApiResponse pods(ApiRequest request) throws ApiProblem, InterruptedException {
        ApiPage page = request.page();
        ClusterAnswer answer = cluster.askAll(POD, Map.of());
        List<JsonObject> items =
                answer.answers().stream().map(ClusterAnswer.OfPod::body).toList();
        return page.of(items, "pod").withMissing(MissingPart.of(answer));
    }

    /** One page: a console needs all points of a period, and their number is bounded by the memory of each pod. */
    private ApiResponse statistics(ApiRequest request) throws ApiProblem, InterruptedException {
        int minutes = request.number("minutes", DEFAULT_MINUTES, 1, PodStatistics.MAX_MINUTES);
        ClusterAnswer answer = cluster.askAll(PodStatistics.QUERY, Map.of("minutes", Integer.toString(minutes)));
        List<JsonObject> items = new ArrayList<>();
        for (ClusterAnswer.OfPod part : answer.answers()) {
            for (JsonElement point : part.body().getAsJsonArray("items")) {
                items.add(point.getAsJsonObject());
            }
        }
        items.sort(Comparator.comparing((JsonObject item) -> item.get("time").getAsString())
                .thenComparing(item -> item.get("pod").getAsString()));
        return ApiResponse.page(items, Math.max(items.size(), 1), "time").withMissing(MissingPart.of(answer));
    }
}
