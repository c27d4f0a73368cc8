package org.ocppgateway.gateway.session.decision;

import java.util.LinkedHashMap;
import java.util.Map;

/** The most recent ids, up to a limit. Thread-safe. */
final class RecentIds {
    private final Map<String, Boolean> ids;

    RecentIds(int limit) {
        this.ids = new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                return size() > limit;
            }
        };
    }

    synchronized void add(String id) {
        ids.put(id, true);
    }

    synchronized boolean contains(String id) {
        return ids.containsKey(id);
    }
}
