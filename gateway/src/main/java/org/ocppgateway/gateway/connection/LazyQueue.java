package org.ocppgateway.gateway.connection;

import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * First in, first out; takes next to no memory while it is empty, as most queues of a large fleet are at any moment. Used under its
 * owner's lock, which also keeps its bound.
 */
public final class LazyQueue<T> {
    private @Nullable ArrayDeque<T> items;

    public void add(T item) {
        ArrayDeque<T> waiting = items;
        if (waiting == null) {
            waiting = new ArrayDeque<>(1);
            items = waiting;
        }
        waiting.add(item);
    }

    /** Takes the first one out; null if there is none. */
    public @Nullable T poll() {
        ArrayDeque<T> waiting = items;
        if (waiting == null) {
            return null;
        }
        T first = waiting.poll();
        if (waiting.isEmpty()) {
            items = null;
        }
        return first;
    }

    public int size() {
        ArrayDeque<T> waiting = items;
        return waiting == null ? 0 : waiting.size();
    }

    /** Whether one that waits is such a one. */
    public boolean holds(Predicate<T> such) {
        ArrayDeque<T> waiting = items;
        return waiting != null && waiting.stream().anyMatch(such);
    }

    /** Takes all of them out, in order. */
    public List<T> drain() {
        ArrayDeque<T> waiting = items;
        items = null;
        return waiting == null ? List.of() : List.copyOf(waiting);
    }
}
