package org.ocppgateway.gateway.journal;

import org.ocppgateway.routing.route.Route;

/** A session whose frames are recorded. */
public interface JournalSource {
    Route route();

    /** Number of the next record of the session: 1, 2, and so on. A frame that is lost uses a number too. Thread-safe. */
    long nextRecordNumber();
}
