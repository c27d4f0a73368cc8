package org.ocppgateway.gateway.limit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The first of many items in an order, at most a fixed number of them. It keeps at most twice as many: these are sorted now and then, which
 * is faster than a heap if items arrive almost in reverse order. Not thread-safe.
 */
public final class FirstItems<T> {
    private final Comparator<? super T> order;
    private final int limit;
    private final List<T> items = new ArrayList<>();

    /** Whether items were dropped. Since then the first ones are in order, and others are before the last of them. */
    private boolean dropped;

    /** @param limit maximum number of items, at least 1 */
    public FirstItems(Comparator<? super T> order, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("a selection has 1 item at least");
        }
        this.order = order;
        this.limit = limit;
    }

    /** The first items of a stream, in order. */
    public static <T> List<T> of(Stream<T> all, Comparator<? super T> order, int limit) {
        FirstItems<T> first = new FirstItems<>(order, limit);
        all.forEach(first::add);
        return first.inOrder();
    }

    public void add(T item) {
        if (dropped && order.compare(item, items.get(limit - 1)) >= 0) {
            return;
        }
        items.add(item);
        if (items.size() == 2L * limit) {
            items.sort(order);
            items.subList(limit, items.size()).clear();
            dropped = true;
        }
    }

    public List<T> inOrder() {
        return items.stream().sorted(order).limit(limit).toList();
    }
}
