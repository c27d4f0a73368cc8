package org.ocppgateway.protocol.translation;

import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.dictionary.Payload;
import org.ocppgateway.protocol.json.JsonBuilder;

/**
 * Answer to a command, together with the request.
 *
 * @param type type of the command
 * @param data data of the command, valid by its type
 * @param action action of the CALL that was sent
 * @param request payload of the CALL, valid
 * @param answer payload of the answer; any field may be missing
 */
public record ReadAnswer(String type, Payload data, Action action, Payload request, Payload answer) {

    /** Returns the overall status of the answer, see {@link Statuses}. */
    public @Nullable String status() {
        return Statuses.of(answer);
    }

    /** Returns whether the charge point accepted the command. */
    public boolean isAccepted() {
        String status = status();
        return status != null && status.startsWith("Accepted");
    }

    /** Writes that the values follow in events of this type. */
    public void reportedBy(String event, JsonBuilder to) {
        to.field("reportedBy", event);
        if (request.type().declares("requestId")) {
            to.raw("requestId", request.text("requestId"));
        }
    }
}
