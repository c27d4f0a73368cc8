package org.ocppgateway.routing.command;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.routing.FailureLog;
import org.ocppgateway.routing.command.Workers.Worker;
import org.ocppgateway.routing.log.EventLog;

/**
 * Commands that cannot be routed now, in order of arrival per charge point. Any thread adds them; one worker retries
 * the first command of each charge point. A failure blocks only its own charge point.
 */
final class ReconnectQueue {
    private static final EventLog LOG = EventLog.of(ReconnectQueue.class);

    private final String name;
    private final Duration interval;
    private final Attempt attempt;
    private final Workers workers;
    private final FailureLog failures;
    private final Map<ChargePointId, Queue<Waiting>> queues = new LinkedHashMap<>();
    private int size;
    private long bytes;
    private @Nullable Worker worker;

    private record Waiting(ReceivedCommand received, Instant until) {
        static final Comparator<Waiting> ORDER =
                Comparator.comparingLong(waiting -> waiting.received().number());

        int bytes() {
            return received.record().value().length;
        }
    }

    /** Tries to route a waiting command. */
    interface Attempt {
        /**
         * Makes one attempt.
         *
         * @param until time after which the command must not wait
         * @return false if it must wait
         */
        boolean tryRoute(ReceivedCommand received, Instant until) throws InterruptedException;
    }

    /** @param name name of the worker */
    ReconnectQueue(String name, Duration interval, Attempt attempt, Workers workers) {
        this.name = name;
        this.interval = interval;
        this.attempt = attempt;
        this.workers = workers;
        this.failures = new FailureLog(LOG, name);
    }

    void start() {
        worker = workers.repeat(name, interval, this::tryAll);
    }

    void stop() throws InterruptedException {
        if (worker != null) {
            worker.stop();
        }
    }

    synchronized int size() {
        return size;
    }

    /** Bytes of the records of all waiting commands. */
    synchronized long bytes() {
        return bytes;
    }

    synchronized boolean has(ChargePointId chargePointId) {
        return queues.containsKey(chargePointId);
    }

    synchronized void add(ReceivedCommand received, Instant until) {
        Waiting waiting = new Waiting(received, until);
        size++;
        bytes += waiting.bytes();
        queues.computeIfAbsent(received.command().chargePointId(), id -> new PriorityQueue<>(2, Waiting.ORDER))
                .add(waiting);
    }

    private void tryAll() throws InterruptedException {
        boolean well = true;
        for (ChargePointId chargePointId : chargePoints()) {
            try {
                tryQueue(chargePointId);
            } catch (RuntimeException | Error e) {
                well = false;
                failures.failed(e);
            }
        }
        if (well) {
            failures.succeeded();
        }
    }

    /** Tries commands in order and stops at the first one that must wait, because later ones must not overtake it. */
    private void tryQueue(ChargePointId chargePointId) throws InterruptedException {
        Waiting first = first(chargePointId);
        while (first != null && attempt.tryRoute(first.received(), first.until())) {
            remove(first);
            first = first(chargePointId);
        }
    }

    private synchronized List<ChargePointId> chargePoints() {
        return new ArrayList<>(queues.keySet());
    }

    private synchronized @Nullable Waiting first(ChargePointId chargePointId) {
        Queue<Waiting> queue = queues.get(chargePointId);
        return queue == null ? null : queue.peek();
    }

    private synchronized void remove(Waiting done) {
        ChargePointId chargePointId = done.received().command().chargePointId();
        Queue<Waiting> queue = queues.get(chargePointId);
        if (queue != null && queue.remove(done)) {
            size--;
            bytes -= done.bytes();
            if (queue.isEmpty()) {
                queues.remove(chargePointId);
            }
        }
    }
}
