package org.ocppgateway.routing.command;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.routing.command.Workers.Worker;

/**
 * Commands whose charge point is away for a moment, in order for each charge point. Any thread brings them; one virtual thread
 * looks after them.
 */
final class WaitingRoom {
    private final int limit;
    private final Duration interval;
    private final Look look;
    private final Workers workers;
    private final Map<ChargePointId, Queue<Waiting>> queues = new LinkedHashMap<>();
    private int size;
    private @Nullable Worker worker;

    private record Waiting(ReceivedCommand received, Instant until) {}

    /** Looks at a waiting command. */
    interface Look {
        /**
         * Tries to bring it on its way.
         *
         * @param until after which it must not wait any more
         * @return false if it goes on waiting
         */
        boolean at(ReceivedCommand received, Instant until) throws InterruptedException;
    }

    WaitingRoom(int limit, Duration interval, Look look, Workers workers) {
        this.limit = limit;
        this.interval = interval;
        this.look = look;
        this.workers = workers;
    }

    void start() {
        worker = workers.start("waiting-commands", this::lookForever);
    }

    void stop() throws InterruptedException {
        if (worker != null) {
            worker.stop();
        }
    }

    synchronized int size() {
        return size;
    }

    synchronized boolean has(ChargePointId chargePointId) {
        return queues.containsKey(chargePointId);
    }

    /** Whether there was room. */
    synchronized boolean add(ReceivedCommand received, Instant until) {
        if (size == limit) {
            return false;
        }
        size++;
        queues.computeIfAbsent(received.command().chargePointId(), id -> new ArrayDeque<>(2))
                .add(new Waiting(received, until));
        return true;
    }

    private void lookForever() throws InterruptedException {
        while (true) {
            workers.pause(interval);
            for (ChargePointId chargePointId : chargePoints()) {
                lookAfter(chargePointId);
            }
        }
    }

    /** Until one has to go on waiting: those behind it must not overtake it. */
    private void lookAfter(ChargePointId chargePointId) throws InterruptedException {
        Waiting first = first(chargePointId);
        while (first != null && look.at(first.received(), first.until())) {
            first = removeFirst(chargePointId);
        }
    }

    private synchronized List<ChargePointId> chargePoints() {
        return new ArrayList<>(queues.keySet());
    }

    private synchronized @Nullable Waiting first(ChargePointId chargePointId) {
        Queue<Waiting> queue = queues.get(chargePointId);
        return queue == null ? null : queue.peek();
    }

    /** Returns the one that is first now. */
    private synchronized @Nullable Waiting removeFirst(ChargePointId chargePointId) {
        Queue<Waiting> queue = queues.get(chargePointId);
        if (queue == null) {
            return null;
        }
        queue.remove();
        size--;
        if (queue.isEmpty()) {
            queues.remove(chargePointId);
        }
        return queue.peek();
    }
}
