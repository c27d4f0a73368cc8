package org.ocppgateway.gateway.api;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ocppgateway.gateway.peer.ClusterAnswer;
import org.ocppgateway.gateway.peer.ClusterQueries;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.routing.history.SessionHistoryException;
import org.ocppgateway.routing.route.FoundRoute;
import org.ocppgateway.routing.route.RoutesUnavailableException;

/** Asks the pod that holds the session of a charge point. Thread-safe. */
record SessionQueries(ClusterQueries cluster, KnownChargePoints known) {

    /** Result of a query. */
    sealed interface Result {
        /** The answer of the pod that holds the session. */
        record Session(JsonObject body) implements Result {}

        /** The pod that holds the session does not answer. */
        record SilentPod(FoundRoute route, List<MissingPart> missing) implements Result {}

        /**
         * No pod holds a session.
         *
         * @param hasRoute whether there is a route to a pod, which does not hold the session
         */
        record None(boolean hasRoute) implements Result {}
    }

    /**
     * Asks this pod, then the pod of the route.
     *
     * @param query a query whose answer is empty without a session
     */
    Result ask(ChargePointId id, String query) throws ApiProblem, InterruptedException {
        Map<String, String> parameters = Map.of("id", id.value());
        JsonObject own = cluster.askSelf(query, parameters);
        if (!own.isEmpty()) {
            return new Result.Session(own);
        }
        Optional<FoundRoute> route = route(id);
        if (route.isEmpty()) {
            return new Result.None(false);
        }
        ClusterAnswer answer = cluster.ask(route.get().pod(), query, parameters);
        if (answer.answers().isEmpty()) {
            return new Result.SilentPod(route.get(), MissingPart.of(answer));
        }
        JsonObject body = answer.answers().getFirst().body();
        return body.isEmpty() ? new Result.None(true) : new Result.Session(body);
    }

    private Optional<FoundRoute> route(ChargePointId id) throws ApiProblem, InterruptedException {
        try {
            return known.route(id);
        } catch (RoutesUnavailableException e) {
            throw ApiProblem.unavailable("the charge point is not connected to this pod, and Redis is unavailable");
        }
    }

    /** Refuses a request for a charge point that neither has a session here nor is known to the cluster. */
    void requireKnown(ChargePointId id) throws ApiProblem, InterruptedException {
        if (cluster.askSelf(LocalChargePoints.GET, Map.of("id", id.value())).isEmpty()) {
            requireKnown(id, new Result.None(route(id).isPresent()));
        }
    }

    /** Refuses a request for a charge point that is not known to the cluster, after {@link #ask} found no session. */
    void requireKnown(ChargePointId id, Result.None found) throws ApiProblem, InterruptedException {
        try {
            if (!found.hasRoute() && !known.isRecorded(id)) {
                throw unknown(id);
            }
        } catch (SessionHistoryException e) {
            throw ApiProblem.unavailable("it is not known whether there is such a charge point: Redis is unavailable");
        }
    }

    static ApiProblem unknown(ChargePointId id) {
        return ApiProblem.notFound("there is no charge point " + id);
    }
}
