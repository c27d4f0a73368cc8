package org.ocppgateway.gateway.api;

import com.google.gson.JsonObject;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.ChargePointId;

/**
 * An authorized request.
 *
 * @param caller name of the token, or the remote address without tokens
 * @param path values of the variables of the path
 * @param query parameters of the query
 * @param headers by name in lower case
 * @param body empty without a body
 */
public record ApiRequest(
        String caller,
        Map<String, String> path,
        Map<String, String> query,
        Map<String, String> headers,
        JsonObject body) {
    /** A request without headers. */
    public ApiRequest(String caller, Map<String, String> path, Map<String, String> query, JsonObject body) {
        this(caller, path, query, Map.of(), body);
    }

    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LIMIT = 1000;
    private static final int MAX_AFTER = 300;

    /** A variable of the path. */
    public String variable(String name) {
        String value = path.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the path has no " + name);
        }
        return value;
    }

    /** A header, by its name in lower case; null if it is absent. */
    public @Nullable String header(String name) {
        return headers.get(name);
    }

    /** A parameter of the query; null if it is absent or empty. */
    public @Nullable String parameter(String name) {
        String value = query.get(name);
        return value == null || value.isEmpty() ? null : value;
    }

    /** The charge point in the path. */
    public ChargePointId chargePointId() throws ApiProblem {
        try {
            return new ChargePointId(variable("id"));
        } catch (IllegalArgumentException e) {
            throw ApiProblem.badRequest("id: " + e.getMessage());
        }
    }

    /** Id of the last item of the page before: parameter {@code after}; null for the first page. */
    public @Nullable String after() throws ApiProblem {
        String after = parameter("after");
        if (after != null && after.length() > MAX_AFTER) {
            throw ApiProblem.badRequest("after must have at most " + MAX_AFTER + " characters");
        }
        return after;
    }

    /** Maximum number of items: parameter {@code limit}, 1 to 1,000, by default 100. */
    public int limit() throws ApiProblem {
        String text = parameter("limit");
        if (text == null) {
            return DEFAULT_LIMIT;
        }
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= MAX_LIMIT) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // Handled like a number that is out of range.
        }
        throw ApiProblem.badRequest("limit must be 1 to " + MAX_LIMIT);
    }
}
