package org.ocppgateway.routing.command;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.ChargePointId;

/**
 * States of commands by command id, shared by all pods: received, possibly waiting, sent, ended. Every transition is a
 * compare-and-set; {@code ops/docs/commands.md} lists who may make which transition. Called by any number of virtual
 * threads; every call is bounded in time.
 */
public interface CommandStates {

    /**
     * Claims a command for this pod, unless another pod owns it, or it is sent or has ended. A command that this pod
     * owns unsent, or that has no owner, is claimed.
     *
     * @param receivedAt time when this pod received the record; identifies a repeated claim of the same record
     */
    Claim claim(String commandId, ChargePointId chargePointId, Instant receivedAt)
            throws StatesUnavailableException, InterruptedException;

    /** Records that the command waits for its charge point to reconnect. Does not block; the write may be lost. */
    void setWaiting(String commandId);

    /**
     * Records that this pod is about to send the command.
     *
     * @return false if the command must not be sent: another pod owns it, it was sent or has ended, or its state is
     *     lost
     */
    boolean send(String commandId, Instant sentAt) throws StatesUnavailableException, InterruptedException;

    /**
     * Releases a command from its owner, so that the pod it is forwarded to can claim it. Idempotent.
     *
     * @param seen the expected owner; null if there was no state
     * @param perhapsSentAt time at which the command may have been sent according to another source; null if it was not
     *     sent or the state contains it
     * @return false if the state has changed; it is left as it is
     */
    boolean release(
            String commandId,
            ChargePointId chargePointId,
            @Nullable Ownership seen,
            @Nullable Instant perhapsSentAt,
            Instant now)
            throws StatesUnavailableException, InterruptedException;

    /**
     * Ends a command that has not ended, if it still has the expected owner.
     *
     * @param seen the expected owner; null if there was no state
     * @param result the result to publish
     * @return the stored result, which may be an earlier one; empty if another pod owns the command or has sent it
     */
    Optional<String> end(String commandId, @Nullable Ownership seen, String result)
            throws StatesUnavailableException, InterruptedException;

    /**
     * The ownership that {@link #end} and {@link #release} expect of a command of this pod.
     *
     * @param sentAt time at which this pod requested to send it; null if it did not
     */
    Ownership ownership(@Nullable Instant sentAt);

    /**
     * Records that the result was acknowledged on its topic. Does not block; if the write is lost, the result is
     * delivered once more.
     */
    void delivered(String commandId);

    /** Time since which Redis has lost no state, as far as is known. */
    Instant unbrokenSince() throws StatesUnavailableException, InterruptedException;

    /**
     * Returns whether other pods may have declared this pod dead after {@code time} and ended its commands.
     *
     * @throws StatesUnavailableException also while that is not known yet
     */
    boolean wasCutOffAfter(Instant time) throws StatesUnavailableException, InterruptedException;

    /** Reads the current state of a command. */
    Optional<CommandState> find(String commandId) throws StatesUnavailableException, InterruptedException;

    /** The result of a claim. */
    sealed interface Claim {
        /**
         * This pod owns the command.
         *
         * @param sentBefore time at which a dead pod was about to send it; null if none was
         * @param created whether there was no state before: the command is new or its state is lost
         */
        record Claimed(@Nullable Instant sentBefore, boolean created) implements Claim {}

        /** Another pod owns the command, or it is sent; it ends there. */
        record Running() implements Claim {}

        /** The command has ended with this result. */
        record Ended(String result) implements Claim {}
    }
}
