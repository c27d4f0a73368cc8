package org.ocppgateway.gateway;

import com.google.gson.JsonObject;
import java.util.Locale;
import java.util.Map;
import org.ocppgateway.gateway.peer.PeerActions;
import org.ocppgateway.gateway.peer.PodQueries;
import org.ocppgateway.gateway.security.KeyRotation;
import org.ocppgateway.gateway.security.SessionReview;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.routing.command.CommandQueues;
import org.ocppgateway.routing.redis.RedisRoutes;

/** Actions on the sessions of this pod, for the API and for other pods. Thread-safe. */
final class PodSessions implements PeerActions {
    private final RedisRoutes routes;
    private final SessionReview review;
    private final KeyRotation rotation;
    private final PodQueries queries;

    PodSessions(RedisRoutes routes, SessionReview review, CommandQueues sessions, PodQueries queries) {
        this.routes = routes;
        this.review = review;
        this.rotation = new KeyRotation(sessions);
        this.queries = queries;
    }

    @Override
    public void recheck(ChargePointId chargePointId) {
        routes.recheck(chargePointId);
        review.reviewLater(chargePointId);
    }

    @Override
    public String rotate(ChargePointId chargePointId) throws InterruptedException {
        KeyRotation.Result result = rotateKey(chargePointId);
        return result.outcome().name().toLowerCase(Locale.ROOT) + " " + result.detail();
    }

    @Override
    public JsonObject query(String name, Map<String, String> parameters) throws InterruptedException {
        return queries.answer(name, parameters);
    }

    KeyRotation.Result rotateKey(ChargePointId chargePointId) throws InterruptedException {
        return rotation.rotate(chargePointId);
    }

    void review(ChargePointId chargePointId) throws InterruptedException {
        review.review(chargePointId);
    }
}
