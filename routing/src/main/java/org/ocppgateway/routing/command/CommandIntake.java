package org.ocppgateway.routing.command;

/**
 * Consumer of the records of {@code commands-down} that are addressed to this pod. Called by the one reading thread.
 */
public interface CommandIntake {

    /** Returns whether another record is accepted now. If not, the caller keeps the record and asks again. */
    boolean canAccept();

    /**
     * Accepts one record. Waits neither for a charge point nor for Redis to recover.
     *
     * @throws UndecodableException if the record has no command id; the caller copies it to the dead letters
     */
    void accept(CommandRecord record) throws UndecodableException, InterruptedException;
}
