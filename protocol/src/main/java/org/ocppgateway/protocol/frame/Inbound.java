package org.ocppgateway.protocol.frame;

import org.ocppgateway.protocol.MessageId;

/** What a received text message turned out to be, and so what has to happen next. Every text is exactly one of these. */
public sealed interface Inbound {

    /** A well-formed frame. */
    record Received(Frame frame) implements Inbound {}

    /** Malformed; {@code answer} is the complete CALLERROR frame to send. */
    record Malformed(String answer, String reason) implements Inbound {}

    /** Malformed or unknown, and to be met with silence. */
    record Dropped(String reason) implements Inbound {}

    /** A broken answer whose id could still be read: the pending CALL with this id fails, nothing is sent. */
    record BrokenAnswer(MessageId id, String reason) implements Inbound {}
}
