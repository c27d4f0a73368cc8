package org.ocppgateway.protocol.frame;

import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.MessageId;

/** Result of parsing a received text message. Every text gives exactly one of these. */
public sealed interface Inbound {

    /** Well-formed frame. */
    record Received(Frame frame) implements Inbound {}

    /**
     * Malformed message that is answered with an error.
     *
     * @param answer complete CALLERROR frame to send
     * @param action action of the message, or null if it is not readable
     * @param code error code of the frame
     * @param reason description of the frame
     */
    record Malformed(String answer, @Nullable Action action, ErrorCode code, String reason) implements Inbound {}

    /** Malformed or unknown message that is not answered. */
    record Dropped(String reason) implements Inbound {}

    /** Malformed answer with a readable message id. The pending CALL with this id fails. Nothing is sent. */
    record MalformedAnswer(MessageId id, String reason) implements Inbound {}
}
