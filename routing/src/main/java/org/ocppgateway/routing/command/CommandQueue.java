package org.ocppgateway.routing.command;

import org.ocppgateway.protocol.SessionEpoch;
import org.ocppgateway.protocol.model.Command;

/** The bounded queue of commands of one session. Its worker runs one task after the other. */
public interface CommandQueue {

    SessionEpoch epoch();

    /** Queues a task; urgent before normal, otherwise in order. Does not block. A task that is not queued is neither run nor dropped. */
    Offer offer(Command.Priority priority, Task task);

    /** What came of the offer of a task. */
    enum Offer {
        QUEUED,
        /** The queue is full. */
        FULL,
        /** The session has ended. */
        CLOSED
    }

    /** A command in its lane. Exactly one of its methods is called, on a virtual thread that may block. */
    interface Task {
        /** The command's turn has come; {@code wire} may be used until this returns. */
        void run(CallSender sender) throws InterruptedException;

        /** The session ended before the command's turn came. */
        void dropped();
    }
}
