package org.ocppgateway.gateway.limit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** A map that drops its least recently used entry when it would exceed its limit. Thread-safe; each call takes constant time. */
public final class BoundedMap<K, V> {
    private final int limit;
    private final Runnable onEviction;
    private final Map<K, V> entries = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * An empty map.
     *
     * @param limit the most entries, at least 1
     * @param onEviction called for each entry that is dropped, within the call that exceeded the limit; must return immediately
     */
    public BoundedMap(int limit, Runnable onEviction) {
        if (limit < 1) {
            throw new IllegalArgumentException("a map needs room for 1 entry at least");
        }
        this.limit = limit;
        this.onEviction = onEviction;
    }

    /** The value, which counts as used now. */
    public synchronized @Nullable V get(K key) {
        return entries.get(key);
    }

    /** Sets a value. */
    public synchronized void put(K key, V value) {
        entries.put(key, value);
        evict();
    }

    /** Forgets a value; returns it if there was one. */
    public synchronized @Nullable V remove(K key) {
        return entries.remove(key);
    }

    /**
     * Replaces a value in one step.
     *
     * @param change gets the key and the present value, null if there is none; returns the new value, or null to forget it. Must not use
     *     this map
     */
    public synchronized @Nullable V compute(K key, BiFunction<K, @Nullable V, @Nullable V> change) {
        V value = change.apply(key, entries.get(key));
        if (value == null) {
            entries.remove(key);
        } else {
            entries.put(key, value);
            evict();
        }
        return value;
    }

    /** The values, the least recently used first. */
    public synchronized List<V> values() {
        return new ArrayList<>(entries.values());
    }

    public synchronized int size() {
        return entries.size();
    }

    private void evict() {
        if (entries.size() > limit) {
            var eldest = entries.keySet().iterator();
            eldest.next();
            eldest.remove();
            onEviction.run();
        }
    }
}
