package org.ocppgateway.gateway.session;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.connection.LazyQueue;

/**
 * A bounded queue whose items are processed one at a time, in order, by a virtual thread that exists only while there are items. An idle
 * queue needs no thread. Thread-safe; at most one thread waits for capacity.
 *
 * @param <T> item
 * @param <P> remaining work of an item after its non-blocking part
 */
final class SerialQueue<T, P> {
    private final int limit;
    private final Preparer<T, P> preparer;
    private final Completer<P> completer;
    private final LazyQueue<T> waiting = new LazyQueue<>();
    private @Nullable LazyQueue<T> urgent;
    private @Nullable T current;
    private @Nullable Thread waitingForCapacity;
    private boolean processing;
    private boolean draining;
    private @Nullable Runnable onIdle;
    private boolean closed;

    /** The part of the processing that does not block. An exception ends only the processing of its item. */
    interface Preparer<T, P> {

        /** Returns the remaining work; null if there is none. Called once per item, on the caller's or the queue's thread. */
        @Nullable
        P prepare(T item);
    }

    /**
     * The part of the processing that may block. An exception other than {@link InterruptedException} ends only the processing of its
     * item; an interruption closes the queue.
     */
    interface Completer<P> {

        /** Does the remaining work. Called after {@link Preparer#prepare}, on the queue's thread. */
        void complete(P prepared) throws InterruptedException;
    }

    SerialQueue(int limit, Preparer<T, P> preparer, Completer<P> completer) {
        this.limit = limit;
        this.preparer = preparer;
        this.completer = completer;
    }

    /** Adds an item; false if the queue is full or closed. */
    boolean offer(T item) {
        return offer(item, false);
    }

    /** Adds an item before all that are not urgent; false if the queue is full or closed. */
    boolean offerUrgent(T item) {
        return offer(item, true);
    }

    /**
     * Prepares an item on the caller's thread if the queue is idle, so that an item without blocking work needs no thread. Otherwise waits
     * for capacity and adds the item.
     *
     * @return false if the queue accepts no further item
     */
    boolean put(T item) throws InterruptedException {
        while (true) {
            synchronized (this) {
                if (isClosed()) {
                    return false;
                }
                if (!processing) {
                    processing = true;
                    current = item;
                    break;
                }
                if (add(item, false)) {
                    return true;
                }
                waitingForCapacity = Thread.currentThread();
            }
            LockSupport.park(this);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        P prepared = null;
        try {
            prepared = preparer.prepare(item);
        } finally {
            continueWith(prepared);
        }
        return true;
    }

    /** Processes the remaining work and the waiting items on a thread of the queue. */
    private void continueWith(@Nullable P prepared) {
        synchronized (this) {
            T item = current;
            current = null;
            processing = false;
            if (prepared != null || size() > 0) {
                startThread(prepared);
                current = prepared == null ? null : item;
                return;
            }
        }
        notifyIfIdle();
    }

    private void notifyIfIdle() {
        Runnable action;
        synchronized (this) {
            action = processing ? null : onIdle;
            if (action != null) {
                onIdle = null;
            }
        }
        if (action != null) {
            action.run();
        }
    }

    /** Whether the item being processed or a waiting one matches. Urgent items are not considered. */
    synchronized boolean anyMatch(Predicate<T> condition) {
        T item = current;
        return (item != null && condition.test(item)) || waiting.anyMatch(condition);
    }

    /** Whether no further item is accepted. */
    synchronized boolean isClosed() {
        return closed || draining;
    }

    /** Whether no item is waiting or being processed. */
    synchronized boolean isIdle() {
        return !processing;
    }

    synchronized boolean isFull() {
        return size() >= limit;
    }

    /**
     * Accepts no further item, except the last one of {@link #close}. Waiting items are processed.
     *
     * @param action called once, when the queue is idle, on the caller's or the queue's thread; must not block
     */
    void drain(Runnable action) {
        synchronized (this) {
            if (isClosed()) {
                return;
            }
            draining = true;
            onIdle = action;
            LockSupport.unpark(waitingForCapacity);
        }
        notifyIfIdle();
    }

    /**
     * Closes the queue: no further item is accepted, and waiting items are not processed.
     *
     * @param last processed after the current item; null if there is none
     * @return the items that were waiting and will not be processed
     */
    List<T> close(@Nullable T last) {
        List<T> dropped = new ArrayList<>();
        synchronized (this) {
            if (closed) {
                return List.of();
            }
            if (urgent != null) {
                dropped.addAll(urgent.drain());
            }
            dropped.addAll(waiting.drain());
            if (last != null) {
                add(last, false);
            }
            closed = true;
            LockSupport.unpark(waitingForCapacity);
        }
        return dropped;
    }

    private synchronized boolean offer(T item, boolean isUrgent) {
        return !isClosed() && add(item, isUrgent);
    }

    /** The caller holds the lock. */
    private boolean add(T item, boolean isUrgent) {
        if (size() >= limit) {
            return false;
        }
        if (!processing) {
            startThread(null);
        }
        if (isUrgent) {
            LazyQueue<T> queue = urgent;
            if (queue == null) {
                queue = new LazyQueue<>();
                urgent = queue;
            }
            queue.add(item);
        } else {
            waiting.add(item);
        }
        return true;
    }

    /** The caller holds the lock, so the thread waits. If it cannot be started, the queue stays idle, and the next item starts one. */
    private void startThread(@Nullable P first) {
        Thread.ofVirtual().start(() -> processAll(first));
        processing = true;
    }

    /** Number of waiting items, without the one being processed. */
    synchronized int waiting() {
        return size();
    }

    private int size() {
        return waiting.size() + (urgent == null ? 0 : urgent.size());
    }

    private void processAll(@Nullable P first) {
        boolean finished = false;
        try {
            if (first != null) {
                completer.complete(first);
            }
            for (T item = next(); item != null; item = next()) {
                P prepared = preparer.prepare(item);
                if (prepared != null) {
                    completer.complete(prepared);
                }
            }
            finished = true;
            notifyIfIdle();
        } catch (InterruptedException e) {
            close(null);
        } finally {
            if (!finished) {
                continueWith(null);
            }
        }
    }

    private synchronized @Nullable T next() {
        T item = urgent == null ? null : urgent.poll();
        if (item == null) {
            item = waiting.poll();
        }
        current = item;
        processing = item != null;
        if (waitingForCapacity != null) {
            LockSupport.unpark(waitingForCapacity);
            waitingForCapacity = null;
        }
        return item;
    }
}
