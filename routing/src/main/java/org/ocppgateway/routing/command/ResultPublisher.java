package org.ocppgateway.routing.command;

import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.routing.event.PublishException;

/** Makes results of commands durable on {@code command-results}. Called by any number of virtual threads. */
public interface ResultPublisher {

    /**
     * Blocks until the result is durable, at most the configured delivery time.
     *
     * @param traceParent the trace that the command belongs to; null for none
     */
    void publish(ChargePointId chargePointId, String result, @Nullable String traceParent)
            throws PublishException, InterruptedException;
}
