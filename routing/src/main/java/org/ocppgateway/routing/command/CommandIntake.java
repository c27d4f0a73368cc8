package org.ocppgateway.routing.command;

/** Where the records of {@code commands-down} go that are for this pod. */
public interface CommandIntake {

    /**
     * Takes one record. Never waits for a charge point.
     *
     * @throws UndecodableException if nobody can be told about it; it belongs to the dead letters
     */
    void accept(CommandRecord taken) throws UndecodableException, InterruptedException;
}
