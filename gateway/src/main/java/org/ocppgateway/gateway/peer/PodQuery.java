package org.ocppgateway.gateway.peer;

import com.google.gson.JsonObject;
import java.util.Map;

/** A query that a pod answers about itself, for the API of any pod. Thread-safe. */
@FunctionalInterface
public interface PodQuery {
    /**
     * Runs on a virtual thread. The caller waits for at most {@link ClusterQueries#TIMEOUT}.
     *
     * @throws IllegalArgumentException if a parameter is invalid
     */
    JsonObject answer(Map<String, String> parameters) throws InterruptedException;
}
