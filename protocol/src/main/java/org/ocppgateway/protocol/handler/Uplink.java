package org.ocppgateway.protocol.handler;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.dictionary.Payload;
import org.ocppgateway.protocol.dictionary.ReadResult;
import org.ocppgateway.protocol.dictionary.Violation;
import org.ocppgateway.protocol.frame.ErrorCode;
import org.ocppgateway.protocol.model.EventPriority;
import org.ocppgateway.protocol.model.EventType;

/** Result of reading a CALL or SEND of a charge point. */
public sealed interface Uplink {

    /**
     * Message to answer with a CALLERROR.
     *
     * @param code reason of the refusal
     * @param description at most 255 characters; never contains text of the sender
     * @param violations violations of the payload, if it was read
     */
    record Refused(ErrorCode code, String description, List<Violation> violations) implements Uplink {
        public Refused {
            violations = List.copyOf(violations);
        }

        /** Creates a refusal that does not depend on the payload. */
        public Refused(ErrorCode code, String description) {
            this(code, description, List.of());
        }

        /**
         * Creates a refusal for the first violation that was not tolerated, or else for the first one. An unknown field is not
         * named, because its name is text of the sender.
         *
         * @param readResult result with at least one violation
         */
        public static Refused of(ReadResult readResult) {
            Violation decisive =
                    readResult.refusal().orElseGet(() -> readResult.violations().getFirst());
            String where = decisive.kind() == Violation.Kind.EXTRA ? "a field" : decisive.path();
            return new Refused(
                    ErrorCodes.of(decisive.kind()), (where + ' ' + decisive.detail()).strip(), readResult.violations());
        }
    }

    /**
     * Message to publish and, unless it was a SEND, to answer positively.
     *
     * @param action OCPP action
     * @param payload payload as read by the dictionary, with its text as received
     * @param type type of the event
     * @param fields unified fields of the event: the members of a JSON object without its braces, may be empty
     * @param violations tolerated violations; for transaction messages also violations that are not tolerated
     * @param priority priority when capacity is short
     * @param contentKey identifies retries of this message; null if retries need not be recognised
     */
    record Accepted(
            Action action,
            Payload payload,
            EventType type,
            String fields,
            List<Violation> violations,
            EventPriority priority,
            @Nullable String contentKey)
            implements Uplink {}
}
