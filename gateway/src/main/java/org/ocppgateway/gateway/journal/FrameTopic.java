package org.ocppgateway.gateway.journal;

import org.ocppgateway.protocol.ChargePointId;

/** Publishes journal records. */
@FunctionalInterface
public interface FrameTopic {
    /** Publishes nothing. */
    FrameTopic NONE = (id, line) -> false;

    /**
     * Publishes a record without waiting for its acknowledgement.
     *
     * @return false if the record was dropped, because of too many records in flight or an outage
     */
    boolean offer(ChargePointId id, String line) throws InterruptedException;
}
