package org.ocppgateway.gateway.session;

import java.util.List;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.SessionEpoch;
import org.ocppgateway.protocol.model.Command;
import org.ocppgateway.routing.command.CommandQueue;

/** Commands to one charge point that wait to be sent one at a time, urgent ones first. Thread-safe. */
final class DownlinkQueue implements CommandQueue {
    private final OpenSession session;
    private final PendingCalls pendingCalls;
    private final SerialQueue<Task, Task> queue;

    DownlinkQueue(OpenSession session, PendingCalls pendingCalls) {
        this.session = session;
        this.pendingCalls = pendingCalls;
        this.queue = new SerialQueue<>(
                session.context().settings().queues().downlink(),
                task -> task,
                new DownlinkProcessor(session, pendingCalls));
    }

    @Override
    public SessionEpoch epoch() {
        return session.route().epoch();
    }

    @Override
    public OcppVersion protocol() {
        return session.route().protocol();
    }

    @Override
    public Offer offer(Command.Priority priority, Task task) {
        boolean accepted = switch (priority) {
            case URGENT -> queue.offerUrgent(task);
            case NORMAL -> queue.offer(task);
        };
        if (accepted) {
            return Offer.QUEUED;
        }
        if (queue.isClosed()) {
            return Offer.CLOSED;
        }
        session.metrics().downlinkFull();
        return Offer.FULL;
    }

    /** Accepts no further command and sends none of those in the queue. The outstanding CALL ends as usual. */
    void leave(Runnable onIdle) {
        queue.drain(onIdle);
        session.registration().onActivity(); // a command that waits for activity then finds that it may not be sent
    }

    /** Number of commands that wait to be sent. */
    int waiting() {
        return queue.waiting();
    }

    boolean isIdle() {
        return queue.isIdle();
    }

    /** Ends the outstanding CALL as unanswered and drops waiting commands. */
    void end() {
        List<Task> waiting = queue.close(null); // first, so that no further command starts
        session.registration().onActivity(); // a command that waits for activity then finds the connection closed
        pendingCalls.end();
        waiting.forEach(Task::dropped);
    }
}
