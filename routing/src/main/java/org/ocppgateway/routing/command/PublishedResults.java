package org.ocppgateway.routing.command;

import java.time.Instant;
import java.util.Optional;
import org.ocppgateway.protocol.ChargePointId;

/** What backends have been told on {@code command-results}: what is left of a command's end when its state was lost. */
public interface PublishedResults {

    /**
     * The result of a command, if it was told. Blocks, for a bounded time; used by any number of virtual threads.
     *
     * @param since when the command was written: there is nothing before
     * @throws StatesUnavailableException if nobody can tell now
     */
    Optional<String> find(ChargePointId chargePointId, String commandId, Instant since)
            throws StatesUnavailableException, InterruptedException;
}
