package org.ocppgateway.gateway.session;

import java.time.Duration;
import org.ocppgateway.protocol.SessionEpoch;
import org.ocppgateway.protocol.model.EventType;

/** The session that a charge point has, as somebody sees it who wants to take its place. Any thread. */
public interface ExistingSession {

    SessionEpoch epoch();

    /** Whether its connection is neither closed nor about to be. */
    boolean isOpen();

    /** Whether the charge point gives a sign of life when it is pinged. Waits for it, at most so long. */
    boolean probe(Duration limit) throws InterruptedException;

    /**
     * Publishes something of the gateway's own about the session, in the order of its events. Does not wait for it.
     *
     * @param fields the unified fields of that type
     * @return false if it will not be published, because the session has ended or too much waits
     */
    boolean tell(EventType type, String fields);
}
