package org.ocppgateway.routing.command;

import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.routing.event.PublishException;

/** Makes results of commands durable on {@code command-results}. Called by any number of virtual threads. */
public interface ResultPublisher {

    /** Blocks until the result is durable, at most the configured delivery time. */
    void publish(ChargePointId chargePointId, String result) throws PublishException, InterruptedException;
}
