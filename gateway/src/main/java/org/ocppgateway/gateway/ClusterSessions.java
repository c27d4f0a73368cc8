package org.ocppgateway.gateway;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.ocppgateway.gateway.api.SessionActions;
import org.ocppgateway.gateway.peer.PeerClient;
import org.ocppgateway.gateway.security.KeyRotation;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.routing.route.FoundRoute;
import org.ocppgateway.routing.route.RouteFinder;
import org.ocppgateway.routing.route.RoutesUnavailableException;

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
        otherPod(chargePointId).ifPresent(other -> peers.requestRecheck(other, chargePointId));
    }

    @Override
    public KeyRotation.Result rotate(ChargePointId chargePointId) throws InterruptedException {
        Optional<PodId> other = otherPod(chargePointId);
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

    /** The pod of the session; empty if it is this one, or if there is no session, or during an outage of Redis. */
    private Optional<PodId> otherPod(ChargePointId chargePointId) throws InterruptedException {
        try {
            return routes.find(chargePointId).map(FoundRoute::pod).filter(found -> !found.equals(pod));
        } catch (RoutesUnavailableException e) {
            return Optional.empty();
        }
    }
}
