package org.ocppgateway.routing.simulation;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.protocol.SessionEpoch;
import org.ocppgateway.protocol.handler.CommandAnswer;
import org.ocppgateway.protocol.model.Command;
import org.ocppgateway.protocol.model.DerivedIds;
import org.ocppgateway.routing.command.CommandLane;
import org.ocppgateway.routing.command.CommandWire;
import org.ocppgateway.routing.command.Workers.Worker;
import org.ocppgateway.routing.route.Route;

/** A charge point's session on a pod, as commands see it. Its charge point answers, refuses, is late or says nothing. */
final class SimulatedSession implements CommandLane, CommandWire {
    private static final int BOUND = 4;

    private final SimulatedPod pod;
    private final World world;
    private final Route route;
    private final Queue<Task> tasks = new ArrayDeque<>();
    private boolean working;
    private boolean peerGone;
    private boolean ended;

    SimulatedSession(World world, SimulatedPod pod, Route route) {
        this.world = world;
        this.pod = pod;
        this.route = route;
    }

    Route route() {
        return route;
    }

    boolean ended() {
        return ended;
    }

    /** The charge point has left; the pod gets to know it by and by. */
    void peerLeaves() {
        peerGone = true;
        Worker unused = pod.start("end", () -> {
            world.turns().pause(Duration.ofMillis(world.random().nextInt(100)));
            end();
        });
    }

    /** Pod: the session is over. */
    void end() {
        if (ended) {
            return;
        }
        ended = true;
        pod.ended(this);
        for (Task task = tasks.poll(); task != null; task = tasks.poll()) {
            task.dropped();
        }
    }

    @Override
    public SessionEpoch epoch() {
        return route.epoch();
    }

    @Override
    public boolean offer(Command.Priority priority, Task task) {
        if (tasks.size() >= BOUND) {
            return false;
        }
        if (ended) {
            Worker unused = pod.start("dropped", task::dropped);
            return true;
        }
        tasks.add(task);
        if (!working) {
            working = true;
            Worker unused = pod.start("lane", this::work);
        }
        return true;
    }

    private void work() throws InterruptedException {
        for (@Nullable Task task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run(this);
        }
        working = false;
    }

    @Override
    public OcppVersion protocol() {
        return OcppVersion.V1_6;
    }

    @Override
    public Reply call(Command command, Duration answerTimeout, Gate mayBeSent) throws InterruptedException {
        if (ended) {
            return new Reply.Closed();
        }
        if (!mayBeSent.open()) {
            return new Reply.Withheld();
        }
        if (ended) {
            return new Reply.Closed();
        }
        if (!peerGone) {
            world.book().onTheWire(command.commandId());
        }
        return answer(answerTimeout);
    }

    private Reply answer(Duration patience) {
        int chance = world.random().nextInt(100);
        Duration takes = Duration.ofMillis(10 + world.random().nextInt(chance < 90 ? 300 : 8000));
        boolean inTime = !peerGone && chance < 95 && takes.compareTo(patience) < 0;
        world.turns().pause(inTime ? takes : patience);
        if (ended || peerGone) {
            return new Reply.Unanswered("the connection was lost", DerivedIds.NONE);
        }
        if (!inTime) {
            return new Reply.Unanswered("no answer before the deadline", DerivedIds.NONE);
        }
        return chance < 10
                ? new Reply.Refused("NotSupported", "says the schedule", DerivedIds.NONE)
                : new Reply.Answered(
                        new CommandAnswer.Completed("Accepted", "{\"status\":\"Accepted\"}"), DerivedIds.NONE);
    }
}
