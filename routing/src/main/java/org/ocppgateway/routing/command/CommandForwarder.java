package org.ocppgateway.routing.command;

import org.ocppgateway.protocol.PodId;
import org.ocppgateway.routing.event.PublishException;

/** Forwards commands to other pods through {@code commands-down}. */
public interface CommandForwarder {

    /**
     * Writes the record with one more hop to the partition of that pod. Blocks until it is durable, at most the
     * configured delivery time.
     *
     * @throws PublishException if the record is not durable or that is unknown. The caller may repeat the call: the
     *     claim makes duplicates harmless
     */
    void forward(CommandRecord forwarded, PodId pod, int partition) throws PublishException, InterruptedException;
}
