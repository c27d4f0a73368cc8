package org.ocppgateway.routing.command;

import org.ocppgateway.protocol.PodId;
import org.ocppgateway.routing.event.PublishException;

/** Hands commands from pod to pod, through {@code commands-down}. */
public interface CommandForwarder {

    /**
     * Blocks until the record is durable where that pod reads it, one hop further; at most the configured delivery time.
     *
     * @throws PublishException if it is not, or nobody can tell; then it may be done again, for the claim makes two of it one
     */
    void forward(CommandRecord forwarded, PodId pod, int partition) throws PublishException, InterruptedException;
}
