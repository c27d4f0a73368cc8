package org.ocppgateway.gateway.session;

import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;

/**
 * Lets sessions leave one after the other, those of charge points that are charging last. Includes sessions that open meanwhile. Used by
 * one thread.
 */
public final class LeavingOrder {
    /** A pass over the sessions that do not charge, one over all, and the rest of the current pass. */
    private static final int MAX_PASSES = 3;

    private final Collection<Session> sessions;
    private Iterator<Session> pass = Collections.emptyIterator();
    private boolean includesCharging = true;

    /** @param sessions a live view, whose iterators are weakly consistent */
    LeavingOrder(Collection<Session> sessions) {
        this.sessions = sessions;
    }

    /**
     * Lets the next session leave. Does not block.
     *
     * @return false if every session is leaving already
     */
    public boolean leaveNext(Departure departure) {
        for (int passes = 0; passes < MAX_PASSES; passes++) {
            while (pass.hasNext()) {
                Session session = pass.next();
                if ((includesCharging || !session.isCharging()) && session.leave(departure)) {
                    return true;
                }
            }
            includesCharging = !includesCharging;
            pass = sessions.iterator();
        }
        return false;
    }
}
