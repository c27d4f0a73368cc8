package org.ocppgateway.gateway.api;

import com.google.gson.JsonObject;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.PodId;

/**
 * An authorized request.
 *
 * @param path values of the variables of the path
 * @param query parameters of the query
 * @param headers by name in lower case; values of a repeated header are joined with commas
 * @param body empty without a body
 */
public record ApiRequest(
        ApiCaller caller,
        Map<String, String> path,
        Map<String, String> query,
        Map<String, String> headers,
        JsonObject body) {
    public static final String PREFER = "prefer";
    public static final String IDEMPOTENCY_KEY = "idempotency-key";

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

    /** Requires the role write for a part of an operation. */
    public void requireWrite() throws ApiProblem {
        if (!caller.role().includes(ApiRole.WRITE)) {
            throw new ApiProblem(403, "Forbidden", "the token " + caller.name() + " has no role write");
        }
    }

    /** A parameter {@code true} or {@code false}; false if it is absent. */
    public boolean flag(String name) throws ApiProblem {
        String text = parameter(name);
        if (text != null && !text.equals("true") && !text.equals("false")) {
            throw ApiProblem.badRequest(name + " must be true or false");
        }
        return "true".equals(text);
    }

    /** The charge point in the path. */
    public ChargePointId chargePointId() throws ApiProblem {
        try {
            return new ChargePointId(variable("id"));
        } catch (IllegalArgumentException e) {
            throw ApiProblem.badRequest("id: " + e.getMessage());
        }
    }

    /** The pod that a variable or parameter names. */
    static PodId pod(String name) throws ApiProblem {
        try {
            return new PodId(name);
        } catch (IllegalArgumentException e) {
            throw ApiProblem.badRequest("pod: " + e.getMessage());
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
        return number("limit", DEFAULT_LIMIT, 1, MAX_LIMIT);
    }

    /** The page that {@link #after} and {@link #limit} ask for. */
    ApiPage page() throws ApiProblem {
        return new ApiPage(after(), limit());
    }

    /** A whole number within bounds. */
    public int number(String name, int absent, int least, int most) throws ApiProblem {
        String text = parameter(name);
        if (text == null) {
            return absent;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Handled like a number that is out of range.
        }
        throw ApiProblem.badRequest(name + " must be " + least + " to " + most);
    }
}
