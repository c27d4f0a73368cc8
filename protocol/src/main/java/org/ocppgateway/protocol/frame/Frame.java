package org.ocppgateway.protocol.frame;

import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.MessageId;

/**
 * One well-formed OCPP-J message. Payloads and details are JSON text that is not validated yet.
 *
 * <p>CALLRESULTERROR and SEND exist since OCPP 2.1.
 */
public sealed interface Frame {
    MessageId id();

    /** {@code [2,"id","Action",{payload}]}: expects exactly one answer. */
    record Call(MessageId id, Action action, String payload) implements Frame {}

    /** {@code [3,"id",{payload}]}: positive answer to a CALL. */
    record CallResult(MessageId id, String payload) implements Frame {}

    /** {@code [4,"id","code","description",{details}]}: negative answer to a CALL. */
    record CallError(MessageId id, String code, String description, String details) implements Frame {}

    /** {@code [5,"id","code","description",{details}]}: reports an invalid CALLRESULT. */
    record CallResultError(MessageId id, String code, String description, String details) implements Frame {}

    /** {@code [6,"id","Action",{payload}]}: expects no answer. */
    record Send(MessageId id, Action action, String payload) implements Frame {}
}
