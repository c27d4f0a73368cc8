package org.ocppgateway.protocol.handler;

import org.jspecify.annotations.Nullable;

/** What a version handler made of a CALLRESULT to one of our CALLs. */
public sealed interface CommandAnswer {

    /**
     * A valid answer.
     *
     * @param status the answer's status in OCPP's own word, for example {@code Accepted}; null where the answer has none
     * @param payload the answer's payload, a JSON object as received, credentials masked
     */
    record Completed(@Nullable String status, String payload) implements CommandAnswer {}

    /** Not a valid answer to that action; from 2.1 on the charge point is told by a CALLRESULTERROR. */
    record Invalid(String reason) implements CommandAnswer {}
}
