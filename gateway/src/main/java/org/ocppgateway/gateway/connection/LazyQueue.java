package org.ocppgateway.gateway.connection;

import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * FIFO queue that allocates no storage while it is empty. At any moment most queues of a large fleet are empty. Not thread-safe and not
 * bounded: the owner provides the lock and the bound.
 */
public final class LazyQueue<T> {
    private @Nullable ArrayDeque<T> items;

    public void add(T item) {
        ArrayDeque<T> current = items;
        if (current == null) {
            current = new ArrayDeque<>(1);
            items = current;
        }
        current.add(item);
    }

    /** Removes and returns the first item; null if the queue is empty. */
    public @Nullable T poll() {
        ArrayDeque<T> current = items;
        if (current == null) {
            return null;
        }
        T first = current.poll();
        if (current.isEmpty()) {
            items = null;
        }
        return first;
    }

    public int size() {
        ArrayDeque<T> current = items;
        return current == null ? 0 : current.size();
    }

    /** Whether at least one queued item matches. */
    public boolean anyMatch(Predicate<T> condition) {
        ArrayDeque<T> current = items;
        return current != null && current.stream().anyMatch(condition);
    }

    /** Removes and returns all items in order. */
    public List<T> drain() {
        ArrayDeque<T> current = items;
        items = null;
        return current == null ? List.of() : List.copyOf(current);
    }
}
