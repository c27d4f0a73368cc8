package org.ocppgateway.routing.command;

import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.routing.event.PublishException;

/** Publishes results of commands to {@code command-results}. Called by any number of virtual threads. */
public interface ResultPublisher {

    /**
     * Blocks until the result is durable, at most the configured delivery time.
     *
     * @param traceParent trace context of the command; null if there is none
     */
    void publish(ChargePointId chargePointId, String result, @Nullable String traceParent)
            throws PublishException, InterruptedException;
}
