package org.ocppgateway.ops.checks.fuzz;

import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.MessageId;
import org.ocppgateway.protocol.handler.Uplink;

/** What became of one text. Every text is exactly one of these. */
sealed interface HandlingResult {

    /** An event, and the frame that answers it unless it was a SEND. */
    record Published(
            MessageId id,
            Uplink.Accepted message,
            String event,
            @Nullable String answer) implements HandlingResult {}

    /** The frame that says that it was malformed or not valid. */
    record Refused(String answer) implements HandlingResult {}

    /** The payload of an answer to a command, for its result; from 2.1 on the charge point is told by a frame what is wrong with it. */
    record Completed(String payload, @Nullable String complaint) implements HandlingResult {}

    /** What is no answer to a command, for its result; from 2.1 on the charge point is told by a frame. */
    record Failed(String reason, @Nullable String complaint) implements HandlingResult {}

    /** Nothing. */
    record Silence() implements HandlingResult {}

    default String label() {
        return switch (this) {
            case Published published -> "published";
            case Refused refused -> "refused";
            case Completed completed -> "completed";
            case Failed failed -> "failed";
            case Silence silence -> "silence";
        };
    }
}
