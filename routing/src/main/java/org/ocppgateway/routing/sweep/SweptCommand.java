package org.ocppgateway.routing.sweep;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.protocol.model.Command;
import org.ocppgateway.routing.command.CommandRecord;

/**
 * A command on {@code commands-down}, as the sweeper reads it.
 *
 * @param problem why it is invalid; null if it is valid
 * @param pod the pod it was written for; null if its key is no pod's name
 * @param expiresAt after which it is not sent any more
 */
record SweptCommand(
        Command command,
        @Nullable String problem,
        CommandRecord taken,
        @Nullable PodId pod,
        int partition,
        long offset,
        Instant expiresAt) {

    String id() {
        return command.commandId();
    }
}
