package org.ocppgateway.routing.command;

import java.util.Optional;
import org.ocppgateway.protocol.model.Command;

/**
 * Finds the result of a command whose state in Redis may be lost, from the published results. Redis loses data when it
 * is flushed or restarted, and when a replica takes over without the last writes. Thread-safe.
 */
public final class LostStateRecovery {
    private final CommandPorts ports;

    public LostStateRecovery(CommandPorts ports) {
        this.ports = ports;
    }

    /** Returns whether Redis may have lost state of the command. */
    public boolean isStateLost(Command command, CommandRecord record)
            throws StatesUnavailableException, InterruptedException {
        return !record.firstWritten(command)
                .isAfter(ports.states().unbrokenSince().plus(CommandRecord.CLOCKS_DIFFER));
    }

    /** Returns the published result of the command, if any. Blocks for a bounded time. */
    public Optional<String> published(Command command, CommandRecord record)
            throws StatesUnavailableException, InterruptedException {
        return ports.publishedResults()
                .find(command.chargePointId(), command.commandId(), record.firstWritten(command));
    }
}
