package org.ocppgateway.routing.sweep;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Schedules checks of tracked commands: each command after one interval, in order of due time, so that none starves. A
 * bounded number of checks runs concurrently; a finished one starts the next. Thread-safe.
 */
final class CheckQueue {
    private final Duration interval;
    private final int concurrency;
    private final Predicate<TrackedCommand> check;
    private final Executor executor;
    private final Clock steady;
    private final Deque<TrackedCommand> waiting = new ArrayDeque<>();
    private final Queue<TrackedCommand> done = new ConcurrentLinkedQueue<>();
    private int running;

    /**
     * @param concurrency maximum number of concurrent checks
     * @param check blocks; returns whether the command needs no further check
     * @param executor runs a worker, which makes due checks one after the other until none is due
     */
    CheckQueue(Duration interval, int concurrency, Predicate<TrackedCommand> check, Executor executor, Clock steady) {
        this.interval = interval;
        this.concurrency = concurrency;
        this.check = check;
        this.executor = executor;
        this.steady = steady;
    }

    /** Adds a command. Its check is due after one interval, because most commands end before. */
    synchronized void add(TrackedCommand tracked) {
        tracked.checkAgainAt(steady.instant().plus(interval));
        waiting.addLast(tracked);
    }

    /** Adds a command whose check is due now. */
    synchronized void addDue(TrackedCommand tracked) {
        tracked.checkAgainAt(steady.instant());
        waiting.addFirst(tracked);
    }

    /** Starts workers for due checks. */
    void startDue() {
        while (startsOne()) {
            executor.execute(this::work);
        }
    }

    /** Takes a command that needs no further check; null if there is none. */
    @Nullable
    TrackedCommand pollDone() {
        return done.poll();
    }

    private void work() {
        for (TrackedCommand tracked = next(); tracked != null; tracked = next()) {
            boolean over = false;
            try {
                over = check.test(tracked);
            } finally {
                if (over) {
                    done.add(tracked);
                } else {
                    add(tracked);
                }
            }
        }
    }

    private synchronized boolean startsOne() {
        TrackedCommand first = waiting.peek();
        boolean starts = running < concurrency && first != null && first.due(steady.instant());
        if (starts) {
            running++;
        }
        return starts;
    }

    /** Returns the command with the oldest due check; null if none is due, which ends the worker. */
    private synchronized @Nullable TrackedCommand next() {
        Instant now = steady.instant();
        while (true) {
            TrackedCommand first = waiting.peek();
            if (first == null || !first.due(now)) {
                running--;
                return null;
            }
            waiting.remove();
            if (!first.progress().revoked()) {
                return first;
            }
        }
    }
}
