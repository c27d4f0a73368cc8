package org.ocppgateway.protocol.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.json.JsonBuilder;

/**
 * Command of the backend to one charge point, the value of a record on {@code commands-down}.
 *
 * @param commandId assigned by the backend, 1 to 128 characters; the same id is the same command
 * @param chargePointId receiver of the command
 * @param type unified command type, for example {@code remote.start}
 * @param data fields of the type, a JSON object as text, not validated yet
 * @param issuedAt time at which the backend issued it, or null if absent
 * @param expiresAt time after which it is not sent, or null for the configured default
 * @param priority {@code urgent} overtakes {@code normal} while waiting
 * @param resend whether it may be sent again if its delivery is uncertain
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

    /** Order of waiting commands of one charge point. */
    public enum Priority {
        NORMAL("normal"),
        URGENT("urgent");

        private final String label;

        Priority(String label) {
            this.label = label;
        }
    }

    /** Returns the command with empty data, for classes that keep many commands and never send them. */
    public Command withoutData() {
        return new Command(commandId, chargePointId, type, "{}", issuedAt, expiresAt, priority, resend);
    }

    /** Returns the value of the record. Null fields are omitted. */
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
