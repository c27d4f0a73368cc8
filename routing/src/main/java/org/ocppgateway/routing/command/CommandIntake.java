package org.ocppgateway.routing.command;

/** Where the records of {@code commands-down} go that are for this pod. Used by the one thread that reads them. */
public interface CommandIntake {

    /** Whether another record may be handed over; otherwise the caller has to keep it until there is room. */
    boolean hasRoom();

    /**
     * Takes one record. Never waits for a charge point, nor for Redis to come back.
     *
     * @throws UndecodableException if no result can name its command; the record belongs to the dead letters
     */
    void accept(CommandRecord taken) throws UndecodableException, InterruptedException;
}
