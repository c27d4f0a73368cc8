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
 * @param call null if the frame is malformed
 * @param action null if it is unreadable
 * @param description at most 255 characters, without text of the sender
 * @param violations violations in the payload, if it was read
 */
public record Rejection(
        Frame.@Nullable Call call,
        @Nullable Action action,
        ErrorCode code,
        String description,
        List<Violation> violations) {

    /** Creates the rejection of a well-formed CALL. */
    public static Rejection of(Frame.Call call, ErrorCode code, String description) {
        return of(call, new Uplink.Refused(code, description));
    }

    /** Creates the rejection of a well-formed CALL because of its payload or its action. */
    public static Rejection of(Frame.Call call, Uplink.Refused refused) {
        return new Rejection(call, call.action(), refused.code(), refused.description(), refused.violations());
    }

    /** Creates the rejection of a malformed CALL. */
    public static Rejection of(Inbound.Malformed malformed) {
        return new Rejection(null, malformed.action(), malformed.code(), malformed.reason(), List.of());
    }
}
