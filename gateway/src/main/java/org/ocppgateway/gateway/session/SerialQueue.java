package org.ocppgateway.gateway.session;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.gateway.connection.LazyQueue;

/**
 * A bounded queue that is worked off in order by a virtual thread which exists only while there is something in it: an idle lane
 * costs no thread. At most one thread waits for room.
 */
final class SerialQueue<T> {
    private final int bound;
    private final Work<T> work;
    private final LazyQueue<T> waiting = new LazyQueue<>();
    private @Nullable LazyQueue<T> urgent;
    private @Nullable T current;
    private @Nullable Thread waitingForRoom;
    private boolean working;
    private boolean closed;

    /** What is done with one item. Whatever it throws, the lane goes on with the next one; only an interruption ends it. */
    interface Work<T> {

        /** Does what needs no waiting; false if nothing is left to do then. */
        default boolean begin(T item) {
            return true;
        }

        /** Does what is left; may block. */
        void on(T item) throws InterruptedException;
    }

    SerialQueue(int bound, Work<T> work) {
        this.bound = bound;
        this.work = work;
    }

    /** Queues an item behind the others; false if the lane is full or closed. */
    boolean offer(T item) {
        return offer(item, false);
    }

    /** Queues an item before all that are not urgent; false if the lane is full or closed. */
    boolean offerUrgent(T item) {
        return offer(item, true);
    }

    /**
     * Begins with an item at once if its turn is now, on the caller's thread, so that what needs no waiting takes no thread of its own;
     * else waits for room and queues it. An item for a closed lane is thrown away.
     */
    void put(T item) throws InterruptedException {
        while (true) {
            synchronized (this) {
                if (closed) {
                    return;
                }
                if (!working) {
                    working = true;
                    current = item;
                    break;
                }
                if (add(item, false)) {
                    return;
                }
                waitingForRoom = Thread.currentThread();
            }
            LockSupport.park(this);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        boolean more = false;
        try {
            more = work.begin(item);
        } finally {
            goOn(more ? item : null);
        }
    }

    /** With what is left of an item, and with what has come in meanwhile, on a thread of the lane's own. */
    private synchronized void goOn(@Nullable T begun) {
        current = begun;
        working = begun != null || size() > 0;
        if (working) {
            Thread.ofVirtual().start(() -> workOff(begun));
        }
    }

    /** Whether the item in work or one that waits is such a one. */
    synchronized boolean holds(Predicate<T> such) {
        T inWork = current;
        return (inWork != null && such.test(inWork)) || waiting.anyMatch(such);
    }

    /** Whether it takes nothing in any more. */
    synchronized boolean closed() {
        return closed;
    }

    synchronized boolean full() {
        return size() >= bound;
    }

    /**
     * Takes nothing in any more.
     *
     * @param last worked on after the item that is in work now, or null for nothing
     * @return the items whose turn never came
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
            LockSupport.unpark(waitingForRoom);
        }
        return dropped;
    }

    private synchronized boolean offer(T item, boolean first) {
        return !closed && add(item, first);
    }

    /** Under the lock. */
    private boolean add(T item, boolean first) {
        if (size() >= bound) {
            return false;
        }
        if (first) {
            LazyQueue<T> queue = urgent;
            if (queue == null) {
                queue = new LazyQueue<>();
                urgent = queue;
            }
            queue.add(item);
        } else {
            waiting.add(item);
        }
        if (!working) {
            working = true;
            Thread.ofVirtual().start(() -> workOff(null));
        }
        return true;
    }

    private int size() {
        return waiting.size() + (urgent == null ? 0 : urgent.size());
    }

    private void workOff(@Nullable T begun) {
        boolean over = false;
        try {
            if (begun != null) {
                work.on(begun);
            }
            for (T item = next(); item != null; item = next()) {
                if (work.begin(item)) {
                    work.on(item);
                }
            }
            over = true;
        } catch (InterruptedException e) {
            close(null);
        } finally {
            if (!over) {
                goOn(null);
            }
        }
    }

    private synchronized @Nullable T next() {
        T item = urgent == null ? null : urgent.poll();
        if (item == null) {
            item = waiting.poll();
        }
        current = item;
        working = item != null;
        if (waitingForRoom != null) {
            LockSupport.unpark(waitingForRoom);
            waitingForRoom = null;
        }
        return item;
    }
}
