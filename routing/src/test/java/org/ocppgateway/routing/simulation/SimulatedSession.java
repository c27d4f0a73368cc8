package org.ocppgateway.routing.simulation;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.SessionEpoch;
import org.ocppgateway.protocol.handler.CommandAnswer;
import org.ocppgateway.protocol.model.Command;
import org.ocppgateway.protocol.model.DerivedIds;
import org.ocppgateway.routing.command.CommandQueue;
import org.ocppgateway.routing.command.Workers.Worker;
import org.ocppgateway.routing.route.Route;

/** A charge point's session on a pod, as commands see it. Its charge point answers, refuses, is late or does not answer. */
final class SimulatedSession implements CommandQueue {
    private static final int BOUND = 3;
    private static final Duration NOTICED = Duration.ofMillis(100);

    private final SimulatedPod pod;
    private final SimulatedSystem system;
    private final Route route;
    private final Queue<Task> urgent = new ArrayDeque<>();
    private final Queue<Task> normal = new ArrayDeque<>();
    private boolean working;
    private boolean peerGone;
    private boolean ended;

    SimulatedSession(SimulatedSystem system, SimulatedPod pod, Route route) {
        this.system = system;
        this.pod = pod;
        this.route = route;
    }

    Route route() {
        return route;
    }

    boolean ended() {
        return ended;
    }

    /** The charge point disconnects; the pod notices later. */
    void peerLeaves() {
        peerGone = true;
        Worker unused = pod.start("end", () -> {
            system.scheduler().pause(Duration.ofMillis(system.random().nextInt(100)));
            end();
        });
    }

    /** Ends the session on the pod. Waiting commands are dropped; running ones end as unanswered. */
    void end() {
        if (ended) {
            return;
        }
        ended = true;
        pod.ended(this);
        List<Task> waiting = new ArrayList<>(urgent);
        waiting.addAll(normal);
        urgent.clear();
        normal.clear();
        waiting.forEach(Task::dropped);
    }

    @Override
    public SessionEpoch epoch() {
        return route.epoch();
    }

    @Override
    public Offer offer(Command.Priority priority, Task task) {
        if (ended) {
            return Offer.CLOSED;
        }
        if (urgent.size() + normal.size() >= BOUND) {
            return Offer.FULL;
        }
        switch (priority) {
            case URGENT -> urgent.add(task);
            case NORMAL -> normal.add(task);
        }
        if (!working) {
            working = true;
            Worker unused = pod.start("lane", this::work);
        }
        return Offer.QUEUED;
    }

    private void work() throws InterruptedException {
        for (@Nullable Task task = next(); task != null; task = next()) {
            task.complete(process(task));
        }
        working = false;
    }

    private @Nullable Task next() {
        Task first = urgent.poll();
        return first == null ? normal.poll() : first;
    }

    @Override
    public OcppVersion protocol() {
        return OcppVersion.V1_6;
    }

    private Reply process(Task task) throws InterruptedException {
        if (ended) {
            return new Reply.Closed();
        }
        if (!task.permitSending()) {
            return new Reply.Withheld();
        }
        if (ended) {
            return new Reply.Closed();
        }
        if (!peerGone) {
            system.history().onTheWire(task.command().commandId());
        }
        return answer(task.answerTimeout());
    }

    private Reply answer(Duration patience) {
        int chance = system.random().nextInt(100);
        Duration takes = Duration.ofMillis(10 + system.random().nextInt(chance < 30 ? 300 : 9000));
        boolean inTime = !peerGone && chance < 95 && takes.compareTo(patience) < 0;
        Duration left = inTime ? takes : patience;
        while (left.isPositive() && !ended) {
            Duration step = left.compareTo(NOTICED) < 0 ? left : NOTICED;
            system.scheduler().pause(step);
            left = left.minus(step);
        }
        if (ended || peerGone) {
            return new Reply.Unanswered("the connection was lost", DerivedIds.NONE);
        }
        if (!inTime) {
            return new Reply.Unanswered("no answer before the deadline", DerivedIds.NONE);
        }
        return chance < 10
                ? new Reply.Refused("NotSupported", "simulated", DerivedIds.NONE)
                : new Reply.Answered(
                        new CommandAnswer.Completed("Accepted", "{\"status\":\"Accepted\"}"), DerivedIds.NONE);
    }
}
