package org.ocppgateway.routing.command;

import java.time.Instant;
import org.ocppgateway.protocol.ChargePointId;

/**
 * What is known across pods about each command, by its id: received, then sent, then ended, each step taken once by
 * compare-and-set. Called by any number of virtual threads; every call is bounded in time.
 */
public interface CommandStates {

    /** Claims a command for this pod. Claimed again by the pod that holds it unsent, it is still claimed. */
    Claim claim(String commandId, ChargePointId chargePointId, Instant receivedAt)
            throws StatesUnavailableException, InterruptedException;

    /**
     * Writes down that the command is about to be sent.
     *
     * @return false if it may not be: it is not this pod's, or was sent or ended already
     */
    boolean send(String commandId, Instant sentAt) throws StatesUnavailableException, InterruptedException;

    /**
     * Ends a command, whatever its state; the first one to do so decides.
     *
     * @param result the result as it is published
     * @return the result that stands, which may be another one's
     */
    String end(String commandId, String result) throws StatesUnavailableException, InterruptedException;

    /** What came of a claim. */
    sealed interface Claim {
        /** The command is this pod's to send. */
        record Claimed() implements Claim {}

        /** Somebody has it, and will end it. */
        record Running() implements Claim {}

        /** It has ended, with this result. */
        record Ended(String result) implements Claim {}
    }
}
