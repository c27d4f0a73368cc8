package org.ocppgateway.gateway.api;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Set;
import org.ocppgateway.gateway.drain.Rebalance;
import org.ocppgateway.gateway.drain.RebalancePlan;
import org.ocppgateway.gateway.drain.RebalanceSettings;
import org.ocppgateway.routing.route.RoutesUnavailableException;

/** {@code POST /rebalance}: evens out the connections of the pods. */
public final class RebalanceApi {
    private static final String SPREAD = "spreadPercent";
    private static final String RATE = "ratePerSecond";
    private static final int MAX_SPREAD = 1000;
    private static final int MAX_RATE = 10_000;

    private final Rebalance rebalance;
    private final RebalanceSettings settings;

    public RebalanceApi(Rebalance rebalance, RebalanceSettings settings) {
        this.rebalance = rebalance;
        this.settings = settings;
    }

    public List<ApiRoute> routes() {
        return List.of(new ApiRoute("POST", "/rebalance", this::start));
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
