package org.ocppgateway.routing.command;

import java.time.Instant;

/** Where the records of {@code commands-down} go that are for this pod. */
public interface CommandIntake {

    /**
     * Takes one record. Never waits for a charge point.
     *
     * @param producedAt when the record was written, by its producer's clock
     * @throws UndecodableException if nobody can be told about it; it belongs to the dead letters
     */
    void accept(byte[] value, Instant producedAt) throws UndecodableException, InterruptedException;
}
