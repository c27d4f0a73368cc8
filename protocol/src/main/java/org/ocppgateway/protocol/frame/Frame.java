package org.ocppgateway.protocol.frame;

import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.MessageId;

/**
 * One well-formed OCPP-J message. Payloads and details stay JSON text; who reads them validates them.
 *
 * <p>CALLRESULTERROR and SEND exist from OCPP 2.1 on.
 */
public sealed interface Frame {
    MessageId id();

    /** {@code [2,"id","Action",{payload}]}: wants exactly one answer. */
    record Call(MessageId id, Action action, String payload) implements Frame {}

    /** {@code [3,"id",{payload}]}: the positive answer to a CALL. */
    record CallResult(MessageId id, String payload) implements Frame {}

    /** {@code [4,"id","code","description",{details}]}: the negative answer to a CALL. */
    record CallError(MessageId id, String code, String description, String details) implements Frame {}

    /** {@code [5,"id","code","description",{details}]}: complains about a CALLRESULT. */
    record CallResultError(MessageId id, String code, String description, String details) implements Frame {}

    /** {@code [6,"id","Action",{payload}]}: never answered. */
    record Send(MessageId id, Action action, String payload) implements Frame {}
}
