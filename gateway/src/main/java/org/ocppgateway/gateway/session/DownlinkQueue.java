package org.ocppgateway.gateway.session;

import java.util.List;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.SessionEpoch;
import org.ocppgateway.protocol.model.Command;
import org.ocppgateway.routing.command.CommandQueue;
import org.ocppgateway.routing.route.Route;

/** Commands to one charge point that wait to be sent one at a time, urgent ones first. Thread-safe. */
final class DownlinkQueue implements CommandQueue {
    private final SessionContext context;
    private final RegistrationState registration;
    private final Route route;
    private final PendingCalls pendingCalls;
    private final SerialQueue<Task, Task> queue;

    DownlinkQueue(
            SessionContext context,
            RegistrationState registration,
            Route route,
            SessionChannel channel,
            PendingCalls pendingCalls) {
        this.context = context;
        this.registration = registration;
        this.route = route;
        this.pendingCalls = pendingCalls;
        this.queue = new SerialQueue<>(
                context.settings().queues().downlink(),
                task -> task,
                new DownlinkProcessor(context, registration, channel, pendingCalls));
    }

    @Override
    public SessionEpoch epoch() {
        return route.epoch();
    }

    @Override
    public OcppVersion protocol() {
        return route.protocol();
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
        context.metrics().downlinkFull();
        return Offer.FULL;
    }

    /** Accepts no further command and sends none of those in the queue. The outstanding CALL ends as usual. */
    void leave(Runnable onIdle) {
        queue.drain(onIdle);
        registration.onActivity(); // a command that waits for activity then finds that it may not be sent
    }

    boolean isIdle() {
        return queue.isIdle();
    }

    /** Ends the outstanding CALL as unanswered and drops waiting commands. */
    void end() {
        List<Task> waiting = queue.close(null); // first, so that no further command starts
        registration.onActivity(); // a command that waits for activity then finds the connection closed
        pendingCalls.end();
        waiting.forEach(Task::dropped);
    }
}
