package org.ocppgateway.protocol.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.json.JsonBuilder;

/**
 * A command of the backend to one charge point, as it stands on {@code commands-down}.
 *
 * @param commandId chosen by the backend, 1 to 128 characters; the same id is the same command
 * @param chargePointId whom it is for
 * @param type the unified command type, for example {@code remote.start}
 * @param data the type's fields, a JSON object as text, not yet validated
 * @param issuedAt when the backend issued it, or null if it did not say
 * @param expiresAt after this it is not sent any more, or null for the configured default
 * @param priority {@code urgent} overtakes {@code normal} while waiting
 * @param resend whether it may be sent again when nobody knows whether it arrived
 */
public record Command(
        String commandId,
        ChargePointId chargePointId,
        String type,
        String data,
        @Nullable Instant issuedAt,
        @Nullable Instant expiresAt,
        Priority priority,
        boolean resend) {

    /** The order among waiting commands of one charge point. */
    public enum Priority {
        NORMAL("normal"),
        URGENT("urgent");

        private final String label;

        Priority(String label) {
            this.label = label;
        }
    }

    /** The same command with empty data, for those that hold many and never send them. */
    public Command withoutData() {
        return new Command(commandId, chargePointId, type, "{}", issuedAt, expiresAt, priority, resend);
    }

    /** The record's value; what is null is left out. */
    public String toJson() {
        return new JsonBuilder(256 + data.length())
                .beginObject()
                .field("commandId", commandId)
                .field("chargePointId", chargePointId.value())
                .field("type", type)
                .raw("data", data)
                .field("issuedAt", issuedAt)
                .field("expiresAt", expiresAt)
                .field("priority", priority.label)
                .field("resend", resend)
                .endObject()
                .toString();
    }
}
