package org.ocppgateway.gateway.api;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.journal.JournalLine;
import org.ocppgateway.gateway.journal.JournalPosition;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.PodId;

/** Frames of a charge point on any pod. Called on virtual threads; every call is bounded in time. */
public interface ClusterFrames {

    /** The other pod to which the charge point is connected; empty if it is this pod or none, or Redis is unavailable. */
    Optional<PodId> otherPodOf(ChargePointId id) throws InterruptedException;

    /** Whether anything is known about the charge point. True if that cannot be found out. */
    boolean isKnown(ChargePointId id) throws InterruptedException;

    /**
     * Records on another pod after a position.
     *
     * @param after null for the newest record only
     * @throws IOException if the pod does not answer in time
     */
    List<JournalLine> framesOf(PodId pod, ChargePointId id, @Nullable JournalPosition after, int limit)
            throws IOException, InterruptedException;
}
