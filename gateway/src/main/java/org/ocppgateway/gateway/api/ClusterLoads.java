package org.ocppgateway.gateway.api;

import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.ocppgateway.gateway.drain.ClusterLoad;
import org.ocppgateway.gateway.drain.PodLoad;
import org.ocppgateway.gateway.drain.PodRebalance;
import org.ocppgateway.gateway.peer.ClusterAnswer;
import org.ocppgateway.gateway.peer.ClusterQueries;
import org.ocppgateway.gateway.peer.PodQuery;
import org.ocppgateway.protocol.PodId;

/** The pods of the cluster, asked through their queries. Thread-safe. */
public final class ClusterLoads implements ClusterLoad {
    /** Query that ends a rebalance; the answer is {@link #CANCELLED}. */
    static final String CANCEL = "cancel-rebalance";

    static final String CANCELLED = "cancelled";

    private static final String LEAVE = "leave";
    private static final String SESSIONS = "sessions";
    private static final String RATE = "ratePerSecond";
    private static final String STARTED = "started";

    private final ClusterQueries cluster;

    public ClusterLoads(ClusterQueries cluster) {
        this.cluster = cluster;
    }

    /** The queries that a pod answers. */
    public static Map<String, PodQuery> queries(PodRebalance rebalance) {
        return Map.of(
                LEAVE,
                parameters -> answer(
                        STARTED,
                        rebalance.leave(
                                Integer.parseInt(parameters.getOrDefault(SESSIONS, "")),
                                Integer.parseInt(parameters.getOrDefault(RATE, "")))),
                CANCEL,
                parameters -> answer(CANCELLED, rebalance.cancel()));
    }

    private static JsonObject answer(String name, boolean value) {
        JsonObject answer = new JsonObject();
        answer.addProperty(name, value);
        return answer;
    }

    @Override
    public Loads loads() throws InterruptedException {
        ClusterAnswer answer = cluster.askAll(PodsApi.POD, Map.of());
        List<PodLoad> loads = answer.answers().stream()
                .map(part -> load(part.pod(), part.body()))
                .sorted(Comparator.comparing(load -> load.pod().value()))
                .toList();
        return new Loads(loads, answer.missing().isEmpty());
    }

    private static PodLoad load(PodId pod, JsonObject facts) {
        return new PodLoad(
                pod,
                facts.get("version").getAsString(),
                facts.get("ready").getAsBoolean(),
                facts.has("rebalance"),
                facts.get("connections").getAsInt(),
                Instant.parse(facts.get("startedAt").getAsString()));
    }

    @Override
    public boolean leave(PodId pod, int sessions, int ratePerSecond) throws InterruptedException {
        ClusterAnswer answer = cluster.ask(
                pod, LEAVE, Map.of(SESSIONS, Integer.toString(sessions), RATE, Integer.toString(ratePerSecond)));
        return answer.answers().stream()
                .anyMatch(part ->
                        part.body().has(STARTED) && part.body().get(STARTED).getAsBoolean());
    }
}
