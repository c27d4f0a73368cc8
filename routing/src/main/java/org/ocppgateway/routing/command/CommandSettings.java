package org.ocppgateway.routing.command;

import java.time.Duration;

/**
 * The bounds of a command's life.
 *
 * @param expiresAfter after its arrival a command is not sent any more, if it does not say when it expires
 * @param answerTimeout how long the charge point has for its answer
 * @param reconnectHold how long a command may wait for a charge point that was here and left lately
 * @param heldLimit how many commands may wait for Redis to come back, at the limit no more are read; and how many
 *     for charge points to come back, one more is overload
 * @param resultLimit how many results may wait to be stored and acknowledged; at the limit whoever ends a command waits
 * @param retryInterval how long to wait before Redis or Kafka is tried again for a command
 * @param settleAfterOutage for how long after Redis was out the sweeper may take to end what pods that died meanwhile have sent
 * @param giveUpAfter how long a result is tried to be delivered
 * @param rememberedLimit how many ended commands this pod remembers by itself, for the time when Redis is out
 */
public record CommandSettings(
        Duration expiresAfter,
        Duration answerTimeout,
        Duration reconnectHold,
        int heldLimit,
        int resultLimit,
        Duration retryInterval,
        Duration settleAfterOutage,
        Duration giveUpAfter,
        int rememberedLimit) {

    public CommandSettings {
        if (heldLimit < 1 || resultLimit < 1 || rememberedLimit < 1) {
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
                10_000,
                Duration.ofMillis(500),
                Duration.ofSeconds(30),
                Duration.ofHours(1),
                10_000);
    }
}
