package org.ocppgateway.routing.history;

import java.util.List;
import org.ocppgateway.protocol.ChargePointId;

/** The last sessions of each charge point on all pods. Called by any number of virtual threads. */
public interface SessionHistory {
    /** Maximum number of sessions of one charge point; the oldest are removed first. */
    int MAX_SESSIONS = 20;

    /**
     * Adds an ended session. Does not wait: a session that ends while Redis is unavailable is not recorded.
     *
     * @param session JSON object as text
     */
    void add(ChargePointId chargePointId, String session);

    /** Begins to read the ended sessions of a charge point. Does not wait. */
    PendingSessions read(ChargePointId chargePointId);

    /** A started read. */
    @FunctionalInterface
    interface PendingSessions {
        /** Waits for a bounded time. Returns JSON objects as text, the latest session first. */
        List<String> await() throws SessionHistoryException, InterruptedException;
    }
}
