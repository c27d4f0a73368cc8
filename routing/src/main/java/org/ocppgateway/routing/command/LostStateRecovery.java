package org.ocppgateway.routing.command;

import java.util.Optional;
import org.ocppgateway.protocol.model.Command;

/**
 * What is left of a command whose trace in Redis may be lost: the results that were published. Redis forgets when it is flushed or
 * restarted, and when a replica takes over without the last writes. Used by any thread.
 */
public final class LostStateRecovery {
    private final CommandPorts ports;

    public LostStateRecovery(CommandPorts ports) {
        this.ports = ports;
    }

    /** Whether Redis may have lost what it knew of that command. */
    public boolean isTraceLost(Command command, CommandRecord taken)
            throws StatesUnavailableException, InterruptedException {
        return !taken.firstWritten(command)
                .isAfter(ports.states().unbrokenSince().plus(CommandRecord.CLOCKS_DIFFER));
    }

    /** The result that was published of the command, if any. Blocks, for a bounded time. */
    public Optional<String> published(Command command, CommandRecord taken)
            throws StatesUnavailableException, InterruptedException {
        return ports.publishedResults().find(command.chargePointId(), command.commandId(), taken.firstWritten(command));
    }
}
