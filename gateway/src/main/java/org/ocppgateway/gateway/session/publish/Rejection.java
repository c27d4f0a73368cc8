package org.ocppgateway.gateway.session.publish;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.dictionary.Violation;
import org.ocppgateway.protocol.frame.ErrorCode;
import org.ocppgateway.protocol.frame.Frame;
import org.ocppgateway.protocol.frame.Inbound;
import org.ocppgateway.protocol.handler.Uplink;

/**
 * A CALL that is answered with an error.
 *
 * @param call null if it could not be read as one
 * @param action null if it could not be read
 * @param description at most 255 characters, never repeating the sender's text
 * @param violations what is wrong with the payload, if it was read
 */
record Rejection(
        Frame.@Nullable Call call,
        @Nullable Action action,
        ErrorCode code,
        String description,
        List<Violation> violations) {

    /** Of a CALL that is well-formed. */
    static Rejection of(Frame.Call call, ErrorCode code, String description) {
        return of(call, new Uplink.Refused(code, description));
    }

    /** Of a CALL that is well-formed, because of its payload or its action. */
    static Rejection of(Frame.Call call, Uplink.Refused refused) {
        return new Rejection(call, call.action(), refused.code(), refused.description(), refused.violations());
    }

    static Rejection of(Inbound.Malformed malformed) {
        return new Rejection(null, malformed.action(), malformed.code(), malformed.reason(), List.of());
    }
}
