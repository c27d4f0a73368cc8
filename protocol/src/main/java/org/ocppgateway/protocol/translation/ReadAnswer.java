package org.ocppgateway.protocol.translation;

import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.dictionary.Payload;
import org.ocppgateway.protocol.json.JsonBuilder;

/**
 * The answer to a command, with what was asked.
 *
 * @param type the command's
 * @param data the command's, valid by its type
 * @param action of the CALL that was sent
 * @param request the CALL's payload, valid
 * @param answer need not be valid: any field may be missing
 */
public record ReadAnswer(String type, Payload data, Action action, Payload request, Payload answer) {

    /** The answer's one status, see {@link Statuses}. */
    public @Nullable String status() {
        return Statuses.of(answer);
    }

    /** Whether the charge point said that it does what it was told. */
    public boolean isAccepted() {
        String status = status();
        return status != null && status.startsWith("Accepted");
    }

    /** Writes that the values follow in events. */
    public void reportedBy(String event, JsonBuilder to) {
        to.field("reportedBy", event);
        if (request.type().declares("requestId")) {
            to.raw("requestId", request.text("requestId"));
        }
    }
}
