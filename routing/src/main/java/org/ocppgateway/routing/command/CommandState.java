package org.ocppgateway.routing.command;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known about one command across pods.
 *
 * @param owner the pod incarnation that has it, {@code <podId>/<nonce>}; empty if nobody has it now
 * @param receivedAt when it was first claimed; null if it ended unclaimed
 * @param sentAt when it was last about to be sent; null if it never was
 * @param result the result as published; null unless it ended
 * @param delivered whether the result was acknowledged on its topic
 */
public record CommandState(
        Stage stage,
        String owner,
        @Nullable Instant receivedAt,
        @Nullable Instant sentAt,
        @Nullable String result,
        boolean delivered) {

    /** Who has the command, for a change on the condition that it still does. */
    public Ownership ownership() {
        return new Ownership(owner, stage == Stage.SENT ? sentAt : null);
    }

    /** The stages of a command's life, in their order. */
    public enum Stage {
        /** A pod has it, or had it and handed it on. */
        RECEIVED,
        /** A pod has it, and its charge point is away for the moment. */
        WAITING,
        /** It is, or was about to be, on the wire. */
        SENT,
        /** It has its outcome. */
        ENDED;

        /** The word in Redis and for readers. */
        public String label() {
            return switch (this) {
                case RECEIVED -> "received";
                case WAITING -> "waiting";
                case SENT -> "sent";
                case ENDED -> "ended";
            };
        }

        /**
         * The stage of that word.
         *
         * @throws IllegalArgumentException if there is none
         */
        public static Stage of(String label) {
            for (Stage stage : values()) {
                if (stage.label().equals(label)) {
                    return stage;
                }
            }
            throw new IllegalArgumentException("a command is never " + label);
        }
    }
}
