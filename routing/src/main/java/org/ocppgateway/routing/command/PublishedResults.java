package org.ocppgateway.routing.command;

import java.time.Instant;
import java.util.Optional;
import org.ocppgateway.protocol.ChargePointId;

/** The results on {@code command-results}. If the state of a command is lost, they still show how it ended. */
public interface PublishedResults {

    /**
     * Finds the published result of a command. Blocks for a bounded time. Called by any number of virtual threads.
     *
     * @param since time when the command was written; the search starts there
     * @throws StatesUnavailableException if the topic cannot be read now
     */
    Optional<String> find(ChargePointId chargePointId, String commandId, Instant since)
            throws StatesUnavailableException, InterruptedException;
}
