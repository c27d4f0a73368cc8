package org.ocppgateway.gateway;

import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.journal.FrameJournal;
import org.ocppgateway.gateway.journal.JournalLine;
import org.ocppgateway.gateway.journal.JournalPosition;
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
    private final FrameJournal journal;

    PodSessions(RedisRoutes routes, SessionReview review, CommandQueues sessions, FrameJournal journal) {
        this.routes = routes;
        this.review = review;
        this.rotation = new KeyRotation(sessions);
        this.journal = journal;
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
    public String frames(ChargePointId chargePointId, @Nullable JournalPosition after, int limit) {
        JournalPosition from = after == null ? journal.last(chargePointId).before() : after;
        return journal.after(chargePointId, from, limit).stream()
                .map(JournalLine::encoded)
                .collect(Collectors.joining("\n"));
    }

    KeyRotation.Result rotateKey(ChargePointId chargePointId) throws InterruptedException {
        return rotation.rotate(chargePointId);
    }

    void review(ChargePointId chargePointId) throws InterruptedException {
        review.review(chargePointId);
    }
}
