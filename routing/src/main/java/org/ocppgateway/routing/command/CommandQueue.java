package org.ocppgateway.routing.command;

import org.ocppgateway.protocol.SessionEpoch;
import org.ocppgateway.protocol.model.Command;

/** The bounded queue of commands of one session. Its worker runs the tasks one at a time. */
public interface CommandQueue {

    SessionEpoch epoch();

    /**
     * Queues a task: urgent before normal, otherwise in order. Does not block. A task that is not queued is neither run
     * nor dropped.
     */
    Offer offer(Command.Priority priority, Task task);

    /** Result of an offer. */
    enum Offer {
        QUEUED,
        /** The queue is full. */
        FULL,
        /** The session has ended. */
        CLOSED
    }

    /** A queued command. Exactly one of its methods is called, on a virtual thread that may block. */
    interface Task {
        /** Sends the command. {@code sender} is valid until this method returns. */
        void run(CallSender sender) throws InterruptedException;

        /** Called when the session ends before the task runs. */
        void dropped();
    }
}
