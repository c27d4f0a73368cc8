package org.ocppgateway.routing.command;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.ChargePointId;

/**
 * What is known across pods about each command, by its id: received, sometimes waiting, then sent, then ended. Every step is a
 * compare-and-set. {@code ops/docs/commands.md} has the table of who may take which step. Called by any number of virtual threads; every
 * call is bounded in time.
 */
public interface CommandStates {

    /**
     * Claims a command for this pod, unless another pod has it, or it is sent or ended. A command that this pod holds unsent, or
     * that has no owner, is claimed.
     *
     * @param receivedAt when this pod received the record; it tells a claim that is repeated from the claim of another record
     */
    Claim claim(String commandId, ChargePointId chargePointId, Instant receivedAt)
            throws StatesUnavailableException, InterruptedException;

    /** Notes that this pod holds the command while its charge point is away. Does not block, and may be lost. */
    void await(String commandId);

    /**
     * Records that this pod is about to send the command.
     *
     * @return false if it may not: another pod has the command, it was sent or has ended, or its state is lost
     */
    boolean send(String commandId, Instant sentAt) throws StatesUnavailableException, InterruptedException;

    /**
     * Takes a command away from its owner, so that the pod it is forwarded to can claim it. A repeated call says the same.
     *
     * @param seen who has the command; null if there was no trace of it
     * @param perhapsSentAt when the command may have been sent, as is known from elsewhere; null if it was not or the state says so itself
     * @return false if that is no longer so; the command stays as it is
     */
    boolean release(
            String commandId,
            ChargePointId chargePointId,
            @Nullable Ownership seen,
            @Nullable Instant perhapsSentAt,
            Instant now)
            throws StatesUnavailableException, InterruptedException;

    /**
     * Ends a command that has not ended, on the condition that it still has the owner that was seen.
     *
     * @param seen who has the command; null if there was no trace of it
     * @param result the result as it is published
     * @return the result that stands, which may be another one's; empty if another pod has the command, or has sent it
     */
    Optional<String> end(String commandId, @Nullable Ownership seen, String result)
            throws StatesUnavailableException, InterruptedException;

    /**
     * What {@link #end} and {@link #release} expect of a command that this pod has.
     *
     * @param sentAt when this pod asked to send it; null if it did not
     */
    Ownership own(@Nullable Instant sentAt);

    /** Notes that the result was acknowledged on its topic. Does not block, and may be lost: it is then delivered once more. */
    void delivered(String commandId);

    /** Since when nothing that was written here was forgotten, as far as is known. */
    Instant unbrokenSince() throws StatesUnavailableException, InterruptedException;

    /**
     * Whether others may have taken this pod for dead after {@code time}, and its commands for theirs.
     *
     * @throws StatesUnavailableException also while that is not known yet
     */
    boolean wasCutOffAfter(Instant time) throws StatesUnavailableException, InterruptedException;

    /** What is known about a command now. */
    Optional<CommandState> find(String commandId) throws StatesUnavailableException, InterruptedException;

    /** What came of a claim. */
    sealed interface Claim {
        /**
         * The command is this pod's.
         *
         * @param sentBefore when a pod that is gone was about to send it; null if none was
         * @param created whether there was no trace of the command before: it is new, or its trace is lost
         */
        record Claimed(@Nullable Instant sentBefore, boolean created) implements Claim {}

        /** Another pod has the command, or it is on the wire; it is ended there. */
        record Running() implements Claim {}

        /** It has ended, with this result. */
        record Ended(String result) implements Claim {}
    }
}
