package org.ocppgateway.gateway.api;

import org.ocppgateway.protocol.PodId;
import org.ocppgateway.routing.event.PublishException;

/** Writes commands for a pod. Thread-safe. */
@FunctionalInterface
public interface CommandWriter {
    /**
     * Blocks until the command is durable.
     *
     * @param partition the partition that the pod reads
     */
    void write(PodId pod, int partition, String json) throws PublishException, InterruptedException;
}
