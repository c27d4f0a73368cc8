package org.ocppgateway.protocol.handler;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.dictionary.Violation;

/** What a version handler made of a CALLRESULT to one of our CALLs. */
public sealed interface CommandAnswer {

    /**
     * What the charge point is told by a CALLRESULTERROR, which only OCPP 2.1 has; null if nothing is sent: the answer is valid or
     * tolerated, the version is another, or the charge point is known not to understand it.
     */
    @Nullable
    String callResultError();

    /**
     * An answer. It need not be valid: the command has had its effect, so whatever is told about it is kept.
     *
     * @param status the answer's status in OCPP's own word, for example {@code Accepted}; where that cannot be recognised, the charge
     *     point's own word; null where the answer has none
     * @param payload the answer's payload, a JSON object as received, credentials masked
     * @param violations the rules of OCPP that it breaks
     * @param data the answer in the words of the unified model, a JSON object; null for commands that read nothing
     */
    record Completed(
            @Nullable String status,
            String payload,
            List<Violation> violations,
            @Nullable String data,
            @Nullable String callResultError)
            implements CommandAnswer {
        public Completed {
            violations = List.copyOf(violations);
        }

        /** A valid answer to a command that reads nothing. */
        public Completed(@Nullable String status, String payload) {
            this(status, payload, List.of(), null, null);
        }
    }

    /**
     * No answer at all: the payload is not a JSON object.
     *
     * @param payload what it is instead, credentials masked; null if it is not JSON
     */
    record Invalid(
            String reason,
            @Nullable String payload,
            @Nullable String callResultError) implements CommandAnswer {}
}
