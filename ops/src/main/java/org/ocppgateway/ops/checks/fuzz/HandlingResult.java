package org.ocppgateway.ops.checks.fuzz;

import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.MessageId;
import org.ocppgateway.protocol.handler.Uplink;

/** Result of handling an input. Every input has exactly one result. */
sealed interface HandlingResult {

    /** An event. A CALL also has an answer; a SEND has none. */
    record Published(
            MessageId id,
            Uplink.Accepted message,
            String event,
            @Nullable String answer) implements HandlingResult {}

    /** A CALLERROR for a malformed or invalid frame. */
    record Refused(String answer) implements HandlingResult {}

    /** A valid answer to a command. From OCPP 2.1 on, an invalid detail causes a CALLRESULTERROR. */
    record Completed(String payload, @Nullable String callResultError) implements HandlingResult {}

    /** An invalid answer or a CALLERROR to a command. From OCPP 2.1 on, an invalid answer causes a CALLRESULTERROR. */
    record Failed(String reason, @Nullable String callResultError) implements HandlingResult {}

    /** Neither an event nor an answer. */
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
