package org.ocppgateway.gateway;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.ocppgateway.gateway.api.SessionActions;
import org.ocppgateway.gateway.peer.PeerClient;
import org.ocppgateway.gateway.security.KeyRotation;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.routing.route.RouteFinder;

/** Carries out actions on this pod, and sends them to the pod that has the session. Thread-safe. */
final class ClusterSessions implements SessionActions {
    private final PodId pod;
    private final PodSessions own;
    private final RouteFinder routes;
    private final PeerClient peers;

    ClusterSessions(PodId pod, PodSessions own, RouteFinder routes, PeerClient peers) {
        this.pod = pod;
        this.own = own;
        this.routes = routes;
        this.peers = peers;
    }

    @Override
    public void review(ChargePointId chargePointId) throws InterruptedException {
        own.review(chargePointId);
        routes.otherPodOf(chargePointId, pod).ifPresent(other -> peers.requestRecheck(other, chargePointId));
    }

    @Override
    public KeyRotation.Result rotate(ChargePointId chargePointId) throws InterruptedException {
        Optional<PodId> other = routes.otherPodOf(chargePointId, pod);
        if (other.isEmpty()) {
            return own.rotateKey(chargePointId);
        }
        try {
            String[] answer = peers.rotate(other.get(), chargePointId, KeyRotation.TIMEOUT.plusSeconds(2))
                    .split(" ", 2);
            return new KeyRotation.Result(
                    KeyRotation.Outcome.valueOf(answer[0].toUpperCase(Locale.ROOT)),
                    answer.length > 1 ? answer[1].strip() : "");
        } catch (IOException | IllegalArgumentException e) {
            return new KeyRotation.Result(KeyRotation.Outcome.UNCERTAIN, String.valueOf(e.getMessage()));
        }
    }
}
