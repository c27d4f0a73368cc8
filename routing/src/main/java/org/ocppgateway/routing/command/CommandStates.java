package org.ocppgateway.routing.command;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.ChargePointId;

/**
 * What is known across pods about each command, by its id: received, sometimes waiting, then sent, then ended, each step taken
 * once by compare-and-set. Called by any number of virtual threads; every call is bounded in time.
 */
public interface CommandStates {

    /** Claims a command for this pod. Claimed again by the pod that holds it unsent, it is still claimed. */
    Claim claim(String commandId, ChargePointId chargePointId, Instant receivedAt)
            throws StatesUnavailableException, InterruptedException;

    /** Notes that this pod holds the command while its charge point is away. Does not block, and may be lost. */
    void await(String commandId);

    /**
     * Writes down that the command is about to be sent.
     *
     * @return false if it may not be: it is not this pod's, or was sent or ended already
     */
    boolean send(String commandId, Instant sentAt) throws StatesUnavailableException, InterruptedException;

    /**
     * Takes a command away from whoever has it, if it still is as it was seen, so that the pod it is forwarded to can claim it.
     *
     * @param seen null if there was no trace of it
     * @param perhapsSentAt when it may have been sent, as is known from elsewhere; null if it was not or the state says so itself
     * @return false if it has moved on since
     */
    boolean release(
            String commandId,
            ChargePointId chargePointId,
            @Nullable CommandState seen,
            @Nullable Instant perhapsSentAt,
            Instant now)
            throws StatesUnavailableException, InterruptedException;

    /**
     * Ends a command, whatever its state; the first one to do so decides.
     *
     * @param result the result as it is published
     * @return the result that stands, which may be another one's
     */
    String end(String commandId, String result) throws StatesUnavailableException, InterruptedException;

    /**
     * Ends a command if it still is as it was seen.
     *
     * @param seen null if there was no trace of it
     * @return the result that stands; empty if the command has moved on since
     */
    Optional<String> endIf(String commandId, @Nullable CommandState seen, String result)
            throws StatesUnavailableException, InterruptedException;

    /** Notes that the result was acknowledged on its topic. Does not block, and may be lost: it is then delivered once more. */
    void delivered(String commandId);

    /** Since when nothing that was written here was forgotten, as far as is known. */
    Instant unbrokenSince() throws StatesUnavailableException, InterruptedException;

    /** Since when they can be reached, as far as this process has noticed; while they cannot, since when not. */
    Instant reachableSince();

    /** What is known about a command now. */
    Optional<CommandState> find(String commandId) throws StatesUnavailableException, InterruptedException;

    /** What came of a claim. */
    sealed interface Claim {
        /**
         * The command is this pod's to send.
         *
         * @param sentBefore when a pod that is gone was about to send it; null if none was
         */
        record Claimed(@Nullable Instant sentBefore) implements Claim {}

        /** Somebody has it, and will end it. */
        record Running() implements Claim {}

        /** It has ended, with this result. */
        record Ended(String result) implements Claim {}
    }
}
