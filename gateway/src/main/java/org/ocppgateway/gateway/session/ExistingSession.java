package org.ocppgateway.gateway.session;

import java.time.Duration;
import org.ocppgateway.protocol.SessionEpoch;
import org.ocppgateway.protocol.model.EventType;

/** The session of a charge point, as seen by a takeover decision. Thread-safe. */
public interface ExistingSession {

    SessionEpoch epoch();

    /** Whether the connection is neither closed nor closing. */
    boolean isOpen();

    /** Pings the charge point and waits for any activity; false if there is none within the timeout. */
    boolean probe(Duration timeout) throws InterruptedException;

    /**
     * Queues an event of the gateway about this session, in the order of the session's events. Does not block.
     *
     * @param fields the unified fields of that type
     * @return false if the event will not be published, because the session has ended or its queue is full
     */
    boolean publish(EventType type, String fields);
}
