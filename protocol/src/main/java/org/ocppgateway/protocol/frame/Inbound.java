package org.ocppgateway.protocol.frame;

import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.MessageId;

/** What a received text message turned out to be, and so what has to happen next. Every text is exactly one of these. */
public sealed interface Inbound {

    /** A well-formed frame. */
    record Received(Frame frame) implements Inbound {}

    /**
     * Malformed, and answered with an error.
     *
     * @param answer the complete CALLERROR frame to send
     * @param action what the sender meant; null if that cannot be read
     * @param code the error code in the frame
     * @param reason the description in the frame
     */
    record Malformed(String answer, @Nullable Action action, ErrorCode code, String reason) implements Inbound {}

    /** Malformed or unknown, and to be met with silence. */
    record Dropped(String reason) implements Inbound {}

    /** A broken answer whose id could still be read: the pending CALL with this id fails, nothing is sent. */
    record MalformedAnswer(MessageId id, String reason) implements Inbound {}
}
