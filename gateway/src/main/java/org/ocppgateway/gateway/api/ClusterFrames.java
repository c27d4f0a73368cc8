package org.ocppgateway.gateway.api;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.journal.JournalLine;
import org.ocppgateway.gateway.journal.JournalPosition;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.PodId;

/** Frames of a charge point on all pods. Called on virtual threads; every call is bounded in time. */
public interface ClusterFrames {

    /** The other pod to which the charge point is connected; empty if it is this pod or none, or Redis is unavailable. */
    Optional<PodId> otherPodOf(ChargePointId id) throws InterruptedException;

    /** Whether anything is known about the charge point. True if that cannot be found out. */
    boolean isKnown(ChargePointId id) throws InterruptedException;

    /**
     * Records on all pods after a position.
     *
     * @param limit maximum number of records of each pod
     */
    Found find(ChargePointId id, JournalPosition after, int limit) throws InterruptedException;

    /**
     * Records on one pod after a position; none if it does not answer in time.
     *
     * @param after null for the newest record only
     */
    List<JournalLine> framesOf(PodId pod, ChargePointId id, @Nullable JournalPosition after, int limit)
            throws InterruptedException;

    /**
     * Records of several pods.
     *
     * @param lines in order
     * @param missing pods that did not answer in time
     */
    record Found(List<JournalLine> lines, List<MissingPart> missing) {}
}
