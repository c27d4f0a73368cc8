package org.ocppgateway.gateway;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.api.ClusterFrames;
import org.ocppgateway.gateway.journal.FrameJournal;
import org.ocppgateway.gateway.journal.JournalLine;
import org.ocppgateway.gateway.journal.JournalPosition;
import org.ocppgateway.gateway.peer.PeerClient;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.routing.registration.Registrations;
import org.ocppgateway.routing.route.FoundRoute;
import org.ocppgateway.routing.route.RouteFinder;
import org.ocppgateway.routing.route.RoutesUnavailableException;

/** Finds the journal with the frames of a charge point. Thread-safe. */
final class JournalsOfCluster implements ClusterFrames {
    private final PodId pod;
    private final FrameJournal own;
    private final RouteFinder routes;
    private final Registrations registrations;
    private final PeerClient peers;

    JournalsOfCluster(PodId pod, FrameJournal own, RouteFinder routes, Registrations registrations, PeerClient peers) {
        this.pod = pod;
        this.own = own;
        this.routes = routes;
        this.registrations = registrations;
        this.peers = peers;
    }

    @Override
    public Optional<PodId> otherPodOf(ChargePointId id) throws InterruptedException {
        try {
            return routes.find(id).map(FoundRoute::pod).filter(found -> !found.equals(pod));
        } catch (RoutesUnavailableException e) {
            return Optional.empty();
        }
    }

    @Override
    public boolean isKnown(ChargePointId id) throws InterruptedException {
        try {
            return !own.after(id, JournalPosition.START, 1).isEmpty()
                    || routes.find(id).isPresent()
                    || registrations.find(id) != null;
        } catch (RoutesUnavailableException e) {
            return true;
        }
    }

    @Override
    public List<JournalLine> framesOf(PodId other, ChargePointId id, @Nullable JournalPosition after, int limit)
            throws IOException, InterruptedException {
        return peers.frames(other, id, after, limit);
    }
}
