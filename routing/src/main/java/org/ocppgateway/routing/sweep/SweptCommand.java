package org.ocppgateway.routing.sweep;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.protocol.model.Command;
import org.ocppgateway.routing.command.CommandRecord;

/**
 * A command on {@code commands-down} as the sweeper reads it.
 *
 * @param command without its data, which only the charge point's pod needs
 * @param problem reason for being invalid; null if it is valid
 * @param pod the pod it is addressed to; null if its key is no pod name
 * @param expiresAt time after which it is not sent
 */
record SweptCommand(
        Command command,
        @Nullable String problem,
        CommandRecord record,
        @Nullable PodId pod,
        int partition,
        long offset,
        Instant expiresAt) {

    String id() {
        return command.commandId();
    }

    ChargePointId chargePointId() {
        return command.chargePointId();
    }

    /**
     * Returns whether its record was written after that result was completed, which means that the command was issued
     * again.
     */
    boolean isWrittenAfter(@Nullable String result) {
        if (result == null) {
            return false;
        }
        try {
            JsonElement completedAt =
                    JsonParser.parseString(result).getAsJsonObject().get("completedAt");
            return completedAt != null && record.producedAt().isAfter(Instant.parse(completedAt.getAsString()));
        } catch (RuntimeException e) {
            return false; // not a result of this release
        }
    }

    /** Approximate memory, in bytes. */
    int bytes() {
        return record.value().length;
    }
}
