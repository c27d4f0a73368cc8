package org.ocppgateway.routing.command;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.SessionEpoch;
import org.ocppgateway.protocol.handler.CommandAnswer;
import org.ocppgateway.protocol.model.Command;
import org.ocppgateway.protocol.model.DerivedIds;

/** A queue whose worker is the test, with a charge point that gives the configured answers. */
final class FakeCommandQueue implements CommandQueue {
    private final SessionEpoch epoch;
    private final int bound;
    private final Queue<Task> tasks = new ConcurrentLinkedQueue<>();
    private final List<String> sent = new CopyOnWriteArrayList<>();
    private volatile @Nullable Reply reply;
    private volatile Runnable beforeGate = () -> {};
    private volatile Runnable afterGate = () -> {};
    private volatile boolean closed;
    private volatile boolean refusing;

    FakeCommandQueue(SessionEpoch epoch, int bound) {
        this.epoch = epoch;
        this.bound = bound;
    }

    void answer(Reply next) {
        reply = next;
    }

    void beforeGate(Runnable action) {
        beforeGate = action;
    }

    void afterGate(Runnable action) {
        afterGate = action;
    }

    /** The ids of the commands that were sent. */
    List<String> sent() {
        return sent;
    }

    int waiting() {
        return tasks.size();
    }

    void runAll() throws InterruptedException {
        for (Task task = tasks.poll(); task != null; task = tasks.poll()) {
            task.complete(process(task));
        }
    }

    /** Ends the session; the pod still finds its queue. */
    void close() {
        closed = true;
    }

    void drop() {
        tasks.forEach(Task::dropped);
        tasks.clear();
    }

    /** Closes the connection: a running command does not even request permission to send. */
    void refuse() {
        refusing = true;
    }

    @Override
    public SessionEpoch epoch() {
        return epoch;
    }

    @Override
    public OcppVersion protocol() {
        return OcppVersion.V1_6;
    }

    @Override
    public Offer offer(Command.Priority priority, Task task) {
        if (closed) {
            return Offer.CLOSED;
        }
        if (tasks.size() == bound) {
            return Offer.FULL;
        }
        tasks.add(task);
        return Offer.QUEUED;
    }

    private Reply process(Task task) throws InterruptedException {
        Reply answer = reply;
        if (answer instanceof Reply.Inexpressible inexpressible) {
            return inexpressible;
        }
        beforeGate.run();
        if (refusing) {
            return new Reply.Closed();
        }
        if (!task.permitSending()) {
            return new Reply.Withheld();
        }
        afterGate.run();
        if (!(answer instanceof Reply.Closed)) {
            sent.add(task.command().commandId());
        }
        return answer == null ? accepted() : answer;
    }

    private static Reply accepted() {
        return new Reply.Answered(
                new CommandAnswer.Completed("Accepted", "{\"status\":\"Accepted\"}"), DerivedIds.NONE);
    }
}
