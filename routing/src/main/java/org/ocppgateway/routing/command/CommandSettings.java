package org.ocppgateway.routing.command;

import java.time.Duration;
import java.time.Instant;
import org.ocppgateway.protocol.model.Command;

/**
 * The bounds of a command's life.
 *
 * @param expiresAfter how long after its issue a command may be sent, if it does not say when it expires
 * @param answerTimeout how long the charge point has for its answer
 * @param reconnectHold how long a command may wait for a charge point that was here and left lately
 * @param heldLimit how many commands may wait for Redis to come back, at the limit no more are read; and how many
 *     for charge points to come back, one more is overload
 * @param heldBytes the same in bytes of their records
 * @param resultLimit how many results may wait to be stored and acknowledged; at the limit no more commands are read, and
 *     the thread that ends a command waits
 * @param retryInterval how long to wait before Redis or Kafka is tried again for a command
 * @param resultRetryLimit how long a result is tried to be delivered
 * @param rememberedLimit how many results of ended commands this pod remembers by itself
 * @param rememberedBytes the same in bytes
 */
public record CommandSettings(
        Duration expiresAfter,
        Duration answerTimeout,
        Duration reconnectHold,
        int heldLimit,
        long heldBytes,
        int resultLimit,
        Duration retryInterval,
        Duration resultRetryLimit,
        int rememberedLimit,
        long rememberedBytes) {

    public CommandSettings {
        if (heldLimit < 1 || heldBytes < 1 || resultLimit < 1 || rememberedLimit < 1 || rememberedBytes < 1) {
            throw new IllegalArgumentException(
                    "the limits on held commands, results and remembered commands must be positive");
        }
        if (!retryInterval.isPositive() || !answerTimeout.isPositive() || !expiresAfter.isPositive()) {
            throw new IllegalArgumentException("expiry, answer timeout and retry interval must be positive");
        }
    }

    /** The values that {@code reference.conf} documents. */
    public static CommandSettings defaults() {
        return new CommandSettings(
                Duration.ofSeconds(60),
                Duration.ofSeconds(30),
                Duration.ofSeconds(10),
                1000,
                32L * 1024 * 1024,
                10_000,
                Duration.ofMillis(500),
                Duration.ofHours(1),
                10_000,
                16L * 1024 * 1024);
    }

    /**
     * The time after which a command is not sent: its own {@code expiresAt}, else counted from its issue, else from the time of its
     * record. Every reader of the record gets the same time.
     */
    public Instant expiryOf(Command command, CommandRecord taken) {
        if (command.expiresAt() != null) {
            return command.expiresAt();
        }
        Instant issuedAt = command.issuedAt();
        return (issuedAt == null ? taken.producedAt() : issuedAt).plus(expiresAfter);
    }
}
