package org.ocppgateway.gateway.connection;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * FIFO queue that allocates storage only for a second item. At any moment most queues of a large fleet are empty, and most others have one
 * item. Not thread-safe and not bounded: the owner provides the lock and the bound.
 */
public final class LazyQueue<T> {
    /** Null if the queue is empty. */
    private @Nullable T first;

    /** The items after the first; null if there are none. */
    private @Nullable ArrayDeque<T> others;

    public void add(T item) {
        if (first == null) {
            first = item;
            return;
        }
        if (others == null) {
            others = new ArrayDeque<>(1);
        }
        others.add(item);
    }

    /** Removes and returns the first item; null if the queue is empty. */
    public @Nullable T poll() {
        T polled = first;
        first = others == null ? null : others.poll();
        if (others != null && others.isEmpty()) {
            others = null;
        }
        return polled;
    }

    public int size() {
        if (first == null) {
            return 0;
        }
        return others == null ? 1 : 1 + others.size();
    }

    /** Whether at least one queued item matches. */
    public boolean anyMatch(Predicate<T> condition) {
        return first != null
                && (condition.test(first) || (others != null && others.stream().anyMatch(condition)));
    }

    /** Removes and returns all items in order. */
    public List<T> drain() {
        List<T> drained = new ArrayList<>(size());
        for (T item = poll(); item != null; item = poll()) {
            drained.add(item);
        }
        return drained;
    }
}
