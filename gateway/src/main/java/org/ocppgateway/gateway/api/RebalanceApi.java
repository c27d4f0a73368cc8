package org.ocppgateway.gateway.api;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ocppgateway.gateway.drain.Rebalance;
import org.ocppgateway.gateway.drain.RebalancePlan;
import org.ocppgateway.gateway.drain.RebalanceSettings;
import org.ocppgateway.gateway.peer.ClusterAnswer;
import org.ocppgateway.gateway.peer.ClusterQueries;
import org.ocppgateway.routing.route.RoutesUnavailableException;

/** {@code /rebalance}: evens out the connections of the pods. */
public final class RebalanceApi {
    private static final String SPREAD = "spreadPercent";
    private static final String RATE = "ratePerSecond";
    private static final int MAX_SPREAD = 1000;
    private static final int MAX_RATE = 10_000;

    private final Rebalance rebalance;
    private final RebalanceSettings settings;
    private final ClusterQueries cluster;

    /** @param rebalance conducted by this pod */
    public RebalanceApi(Rebalance rebalance, RebalanceSettings settings, ClusterQueries cluster) {
        this.rebalance = rebalance;
        this.settings = settings;
        this.cluster = cluster;
    }

    public List<ApiRoute> routes() {
        return List.of(
                new ApiRoute("POST", "/rebalance", this::start), new ApiRoute("DELETE", "/rebalance", this::cancel));
    }

    private ApiResponse start(ApiRequest request) throws ApiProblem, InterruptedException {
        JsonBody body = new JsonBody(request.body(), Set.of(SPREAD, RATE));
        int spread = body.has(SPREAD) ? body.integer(SPREAD, 1, MAX_SPREAD) : settings.spreadPercent();
        int rate = body.has(RATE) ? body.integer(RATE, 1, MAX_RATE) : settings.ratePerSecond();
        try {
            return new ApiResponse(202, json(rebalance.start(spread, rate), spread, rate));
        } catch (Rebalance.BusyException e) {
            throw ApiProblem.conflict(String.valueOf(e.getMessage()));
        } catch (RoutesUnavailableException e) {
            throw ApiProblem.unavailable("Redis is unavailable, so it is not known whether a rebalance is running");
        }
    }

    private ApiResponse cancel(ApiRequest request) throws InterruptedException {
        ClusterAnswer answer = cluster.askAll(ClusterLoads.CANCEL, Map.of());
        JsonObject result = new JsonObject();
        result.addProperty(
                ClusterLoads.CANCELLED,
                answer.answers().stream()
                        .map(part -> part.body().get(ClusterLoads.CANCELLED))
                        .anyMatch(cancelled -> cancelled != null && cancelled.getAsBoolean()));
        return ApiResponse.ok(result).withMissing(MissingPart.of(answer));
    }

    private static JsonObject json(RebalancePlan plan, int spread, int rate) {
        JsonArray pods = new JsonArray();
        for (RebalancePlan.Excess excess : plan.excesses()) {
            JsonObject pod = new JsonObject();
            pod.addProperty("pod", excess.pod().value());
            pod.addProperty("connections", excess.connections());
            pod.addProperty("excess", excess.excess());
            pods.add(pod);
        }
        JsonObject answer = new JsonObject();
        answer.addProperty(SPREAD, spread);
        answer.addProperty(RATE, rate);
        answer.add("pods", pods);
        return answer;
    }
}
