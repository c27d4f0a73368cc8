package org.ocppgateway.routing.command;

import org.ocppgateway.routing.event.PublishException;

/**
 * Where it is written down that a command is about to be sent while its state cannot be: behind the command itself, on the pod's
 * partition of {@code commands-down}, where the sweeper finds it. Called by any number of virtual threads.
 */
@FunctionalInterface
public interface Trail {

    /**
     * Blocks until the note is durable, at most the configured delivery time.
     *
     * @throws PublishException if it is not, or nobody can tell
     */
    void sending(String commandId) throws PublishException, InterruptedException;
}
