package org.ocppgateway.gateway;

import java.util.Locale;
import org.ocppgateway.gateway.peer.PeerActions;
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

    PodSessions(RedisRoutes routes, SessionReview review, CommandQueues sessions) {
        this.routes = routes;
        this.review = review;
        this.rotation = new KeyRotation(sessions);
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

    KeyRotation.Result rotateKey(ChargePointId chargePointId) throws InterruptedException {
        return rotation.rotate(chargePointId);
    }

    void review(ChargePointId chargePointId) throws InterruptedException {
        review.review(chargePointId);
    }
}
