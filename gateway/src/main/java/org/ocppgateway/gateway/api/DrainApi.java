package org.ocppgateway.gateway.api;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.drain.PodDrain;
import org.ocppgateway.gateway.peer.ClusterAnswer;
import org.ocppgateway.gateway.peer.ClusterQueries;
import org.ocppgateway.gateway.peer.PodQuery;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.routing.route.Leases;
import org.ocppgateway.routing.route.RoutesUnavailableException;

/** {@code /pods/{pod}/drain}: drains a pod that keeps running. Any pod answers for any other. */
public final class DrainApi {
    private static final String DRAIN = "drain";
    private static final String END_DRAIN = "end-drain";
    private static final String RATE = "ratePerSecond";
    private static final String DEADLINE = "deadline";
    private static final String PROBLEM = "problem";
    private static final int MAX_RATE = 100_000;
    private static final Duration MAX_DURATION = Duration.ofDays(1);

    private final ClusterQueries cluster;
    private final Leases leases;
    private final InstantSource clock;

    public DrainApi(ClusterQueries cluster, Leases leases, InstantSource clock) {
        this.cluster = cluster;
        this.leases = leases;
        this.clock = clock;
    }

    /**
     * The queries that a pod answers.
     *
     * @param facts answers with the state of the pod
     */
    public static Map<String, PodQuery> queries(PodDrain drain, PodQuery facts, InstantSource clock) {
        return Map.of(
                DRAIN,
                parameters -> start(drain, facts, clock, parameters),
                END_DRAIN,
                parameters -> end(drain, facts));
    }

    private static JsonObject end(PodDrain drain, PodQuery facts) throws InterruptedException {
        // Without a drain nothing has to end. The one of a shutdown cannot.
        return drain.cancel() || drain.state().isEmpty() ? facts.answer(Map.of()) : problem("the pod is stopping");
    }

    private static JsonObject start(PodDrain drain, PodQuery facts, InstantSource clock, Map<String, String> parameters)
            throws InterruptedException {
        String deadline = parameters.get(DEADLINE);
        Duration timeout =
                deadline == null ? Duration.ZERO : Duration.between(clock.instant(), Instant.parse(deadline));
        // The clocks of two pods may differ; a deadline that has passed here means: at once.
        Duration least = Duration.ofMillis(1);
        boolean started = drain.start(
                Integer.parseInt(parameters.getOrDefault(RATE, "0")),
                deadline != null && timeout.compareTo(least) < 0 ? least : timeout);
        return started ? facts.answer(Map.of()) : problem("the pod is starting or stopping");
    }

    private static JsonObject problem(String text) {
        JsonObject refused = new JsonObject();
        refused.addProperty(PROBLEM, text);
        return refused;
    }

    public List<ApiRoute> routes() {
        return List.of(
                new ApiRoute("POST", "/pods/{pod}/drain", this::drain),
                new ApiRoute("DELETE", "/pods/{pod}/drain", this::endDrain));
    }

    private ApiResponse drain(ApiRequest request) throws ApiProblem, InterruptedException {
        Map<String, String> parameters = new HashMap<>();
        JsonBody body = new JsonBody(request.body(), Set.of(RATE, DEADLINE));
        if (body.has(RATE)) {
            parameters.put(RATE, Integer.toString(body.integer(RATE, 1, MAX_RATE)));
        }
        Instant deadline = deadline(body);
        if (deadline != null) {
            parameters.put(DEADLINE, deadline.toString());
        }
        return new ApiResponse(202, ask(request, DRAIN, parameters));
    }

    private @Nullable Instant deadline(JsonBody body) throws ApiProblem {
        Instant deadline = body.optionalTime(DEADLINE);
        if (deadline != null) {
            Duration length = Duration.between(clock.instant(), deadline);
            if (length.isNegative() || length.isZero() || length.compareTo(MAX_DURATION) > 0) {
                throw ApiProblem.badRequest(DEADLINE + " must be within the next 24 hours");
            }
        }
        return deadline;
    }

    private ApiResponse endDrain(ApiRequest request) throws ApiProblem, InterruptedException {
        return ApiResponse.ok(ask(request, END_DRAIN, Map.of()));
    }

    private JsonObject ask(ApiRequest request, String query, Map<String, String> parameters)
            throws ApiProblem, InterruptedException {
        PodId pod = ApiRequest.pod(request.variable("pod"));
        ClusterAnswer answer = cluster.ask(pod, query, parameters);
        Optional<JsonObject> facts =
                answer.answers().stream().map(ClusterAnswer.OfPod::body).findFirst();
        if (facts.isPresent()) {
            JsonElement problem = facts.get().get(PROBLEM);
            if (problem != null) {
                throw ApiProblem.conflict(problem.getAsString());
            }
            return facts.get();
        }
        try {
            if (leases.find(pod).isEmpty()) {
                throw ApiProblem.notFound("no pod " + pod + " is alive");
            }
        } catch (RoutesUnavailableException e) {
            throw ApiProblem.unavailable("Redis is unavailable, so the address of the pod is not known");
        }
        throw ApiProblem.unavailable("the pod " + pod + " does not answer: "
                + answer.missing().getFirst().reason());
    }
}
