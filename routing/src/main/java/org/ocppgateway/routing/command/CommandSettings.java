package org.ocppgateway.routing.command;

import java.time.Duration;
import java.time.Instant;
import org.ocppgateway.protocol.model.Command;

/**
 * Bounds of the command lifecycle.
 *
 * @param expiresAfter time after its issue until which a command without {@code expiresAt} may be sent
 * @param answerTimeout maximum wait for the charge point's answer
 * @param reconnectHold maximum wait for a charge point that has just disconnected from this pod
 * @param waiting limit of commands that wait for Redis, at which no more records are read; also the limit of commands
 *     that wait for charge points to reconnect, beyond which a command ends as overloaded
 * @param resultLimit maximum number of results that wait to be stored and acknowledged; at the limit no more commands
 *     are read and the thread that ends a command waits
 * @param retryInterval pause before Redis or Kafka is tried again for a command
 * @param resultRetryLimit time after which an undelivered result is dropped
 * @param remembered limit of results of ended commands in memory
 */
public record CommandSettings(
        Duration expiresAfter,
        Duration answerTimeout,
        Duration reconnectHold,
        Limit waiting,
        int resultLimit,
        Duration retryInterval,
        Duration resultRetryLimit,
        Limit remembered) {

    public CommandSettings {
        if (resultLimit < 1) {
            throw new IllegalArgumentException("the limit of waiting results must be positive");
        }
        if (!retryInterval.isPositive() || !answerTimeout.isPositive() || !expiresAfter.isPositive()) {
            throw new IllegalArgumentException("expiry, answer timeout and retry interval must be positive");
        }
    }

    /** The defaults that {@code reference.conf} documents. */
    public static CommandSettings defaults() {
        return new CommandSettings(
                Duration.ofSeconds(60),
                Duration.ofSeconds(30),
                Duration.ofSeconds(10),
                new Limit(1000, 32L * 1024 * 1024),
                10_000,
                Duration.ofMillis(500),
                Duration.ofHours(1),
                new Limit(10_000, 16L * 1024 * 1024));
    }

    /**
     * Time after which a command is not sent: its {@code expiresAt}, else counted from {@code issuedAt}, else from the
     * time of its record. Every reader of the record computes the same time.
     */
    public Instant expiryOf(Command command, CommandRecord record) {
        if (command.expiresAt() != null) {
            return command.expiresAt();
        }
        Instant issuedAt = command.issuedAt();
        return (issuedAt == null ? record.producedAt() : issuedAt).plus(expiresAfter);
    }
}
