package org.ocppgateway.protocol.handler;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.dictionary.Violation;

/** Result of reading a CALLRESULT to a CALL of the gateway. */
public sealed interface CommandAnswer {

    /**
     * Returns the description of the CALLRESULTERROR to send, or null if none is sent. None is sent if the answer is valid or
     * tolerated, if the version is not OCPP 2.1, or if the charge point is known not to support it.
     */
    @Nullable
    String callResultError();

    /**
     * Answer of the charge point, valid or not. An invalid answer is kept, because the command has already taken effect.
     *
     * @param status status of the answer as OCPP spells it, for example {@code Accepted}; if it is unknown, as the charge point
     *     spells it; null if the answer has none
     * @param payload payload of the answer, a JSON object as received, with credentials masked
     * @param violations rules of OCPP that the payload breaks
     * @param data answer in the unified model, a JSON object; null for commands that return no data
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

        /** Creates a valid answer to a command that returns no data. */
        public Completed(@Nullable String status, String payload) {
            this(status, payload, List.of(), null, null);
        }
    }

    /**
     * Unusable answer: the payload is not a JSON object.
     *
     * @param payload payload with credentials masked, or null if it is not JSON
     */
    record Invalid(
            String reason,
            @Nullable String payload,
            @Nullable String callResultError) implements CommandAnswer {}
}
