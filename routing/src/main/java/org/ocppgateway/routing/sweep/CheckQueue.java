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
 * Looks at held commands again and again, each after an interval, in the order in which they are due: none waits longer than
 * another, however many there are. A bounded number of looks run at once; when one ends the next begins. Any thread.
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
     * @param concurrency how many looks may run at once
     * @param check blocks; returns whether the command needs no further check
     * @param executor runs a worker, which takes one check after the other as long as one is due
     */
    CheckQueue(Duration interval, int concurrency, Predicate<TrackedCommand> check, Executor executor, Clock steady) {
        this.interval = interval;
        this.concurrency = concurrency;
        this.check = check;
        this.executor = executor;
        this.steady = steady;
    }

    /** Adds a command. The check comes after an interval: most commands end before. */
    synchronized void add(TrackedCommand tracked) {
        tracked.checkAgainAt(steady.instant().plus(interval));
        waiting.addLast(tracked);
    }

    /** Adds a command whose check need not wait. */
    synchronized void addDue(TrackedCommand tracked) {
        tracked.checkAgainAt(steady.instant());
        waiting.addFirst(tracked);
    }

    /** Begins the looks that are due and for which no worker runs. */
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

    /** The command whose check is due for the longest time; null, and the worker ends, if none is due. */
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
