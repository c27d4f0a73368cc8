package org.ocppgateway.routing.command;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * State of one command, shared by all pods.
 *
 * @param owner the incarnation that owns the command, {@code <podId>/<nonce>}; empty if no pod owns it
 * @param receivedAt time of the first claim; null if it ended unclaimed
 * @param sentAt time directly before it was last sent; null if it was never sent
 * @param result the published result; null unless the command has ended
 * @param delivered whether the result was acknowledged on its topic
 */
public record CommandState(
        Stage stage,
        String owner,
        @Nullable Instant receivedAt,
        @Nullable Instant sentAt,
        @Nullable String result,
        boolean delivered) {

    /** The ownership that a conditional change expects. */
    public Ownership ownership() {
        return new Ownership(owner, stage == Stage.SENT ? sentAt : null);
    }

    /** The stages of a command, in order. */
    public enum Stage {
        /** A pod owns it, or owned it and released it. */
        RECEIVED,
        /** A pod owns it, and its charge point is disconnected. */
        WAITING,
        /** Sent, or about to be sent. */
        SENT,
        /** It has its outcome. */
        ENDED;

        /** The name of the stage in Redis and in the documentation. */
        public String label() {
            return switch (this) {
                case RECEIVED -> "received";
                case WAITING -> "waiting";
                case SENT -> "sent";
                case ENDED -> "ended";
            };
        }

        /**
         * Returns the stage of a label.
         *
         * @throws IllegalArgumentException if there is none
         */
        public static Stage of(String label) {
            for (Stage stage : values()) {
                if (stage.label().equals(label)) {
                    return stage;
                }
            }
            throw new IllegalArgumentException("unknown stage of a command: " + label);
        }
    }
}
