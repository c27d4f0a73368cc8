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
final class Looks {
    private final Duration interval;
    private final int concurrency;
    private final Predicate<Held> look;
    private final Executor executor;
    private final Clock steady;
    private final Deque<Held> waiting = new ArrayDeque<>();
    private final Queue<Held> done = new ConcurrentLinkedQueue<>();
    private int running;

    /**
     * @param concurrency how many looks may run at once
     * @param look blocks; returns whether the command needs no further look
     * @param executor runs a worker, which takes one look after the other as long as one is due
     */
    Looks(Duration interval, int concurrency, Predicate<Held> look, Executor executor, Clock steady) {
        this.interval = interval;
        this.concurrency = concurrency;
        this.look = look;
        this.executor = executor;
        this.steady = steady;
    }

    /** Adds a command. The look comes after an interval: most commands end before. */
    synchronized void add(Held held) {
        held.lookAgainAt(steady.instant().plus(interval));
        waiting.addLast(held);
    }

    /** Adds a command whose look need not wait. */
    synchronized void addDue(Held held) {
        held.lookAgainAt(steady.instant());
        waiting.addFirst(held);
    }

    /** Begins the looks that are due and for which no worker runs. */
    void begin() {
        while (startsOne()) {
            executor.execute(this::work);
        }
    }

    /** Takes a command that needs no further look; null if there is none. */
    @Nullable
    Held pollDone() {
        return done.poll();
    }

    private void work() {
        for (Held held = next(); held != null; held = next()) {
            boolean over = false;
            try {
                over = look.test(held);
            } finally {
                if (over) {
                    done.add(held);
                } else {
                    add(held);
                }
            }
        }
    }

    private synchronized boolean startsOne() {
        Held first = waiting.peek();
        boolean starts = running < concurrency && first != null && first.due(steady.instant());
        if (starts) {
            running++;
        }
        return starts;
    }

    /** The command whose look is due for the longest time; null, and the worker ends, if none is due. */
    private synchronized @Nullable Held next() {
        Instant now = steady.instant();
        while (true) {
            Held first = waiting.peek();
            if (first == null || !first.due(now)) {
                running--;
                return null;
            }
            waiting.remove();
            if (!first.backlog().revoked()) {
                return first;
            }
        }
    }
}
