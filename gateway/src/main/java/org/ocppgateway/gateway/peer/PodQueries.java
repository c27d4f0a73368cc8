package org.ocppgateway.gateway.peer;

import com.google.gson.JsonObject;
import java.util.Map;

/** The queries that this pod answers, by name: for its own API and for other pods. Thread-safe. */
public record PodQueries(Map<String, PodQuery> byName) {
    public PodQueries {
        byName = Map.copyOf(byName);
    }

    /**
     * Answers a query. Runs on a virtual thread.
     *
     * @throws IllegalArgumentException if there is no such query, or a parameter is invalid
     */
    public JsonObject answer(String name, Map<String, String> parameters) throws InterruptedException {
        PodQuery query = byName.get(name);
        if (query == null) {
            throw new IllegalArgumentException("no such query: " + name);
        }
        return query.answer(parameters);
    }
}
