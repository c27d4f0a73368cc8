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

/** What a version handler made of a charge point's CALL or SEND. */
public sealed interface Uplink {

    /**
     * To be answered with a CALLERROR.
     *
     * @param code the reason, to be spelt as the version does
     * @param description at most 255 characters, never repeating the sender's text
     * @param violations all that is wrong with the payload, if it was read
     */
    record Refused(ErrorCode code, String description, List<Violation> violations) implements Uplink {
        public Refused {
            violations = List.copyOf(violations);
        }

        /** Whatever the payload is. */
        public Refused(ErrorCode code, String description) {
            this(code, description, List.of());
        }

        /**
         * Because of the first violation that was not tolerated, or else of the first one; a field of the sender's own is not named.
         *
         * @param reading with violations
         */
        public static Refused of(ReadResult reading) {
            Violation decisive =
                    reading.refusal().orElseGet(() -> reading.violations().getFirst());
            String where = decisive.kind() == Violation.Kind.EXTRA ? "a field" : decisive.path();
            return new Refused(
                    ErrorCodes.of(decisive.kind()), (where + ' ' + decisive.detail()).strip(), reading.violations());
        }
    }

    /**
     * To be published and, unless it was a SEND, answered positively.
     *
     * @param action the OCPP action
     * @param payload the payload as read by the dictionary, with its text as received
     * @param type the type of the event it becomes
     * @param fields the unified fields of that event: the members of a JSON object, without its braces; may be empty
     * @param violations what was tolerated; for transaction messages also what should have made it invalid
     * @param priority what it is worth when capacity is short
     * @param contentKey what makes a retry of this message recognisable, or null if it need not be (see the retry rules)
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
