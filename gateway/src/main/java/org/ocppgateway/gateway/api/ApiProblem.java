package org.ocppgateway.gateway.api;

import java.util.List;

/** A request that is answered with a problem document (RFC 9457). */
public final class ApiProblem extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String title;
    private final String allow;

    /**
     * @param title summary, the same for every problem of its kind
     * @param detail explanation of this problem; must not contain a secret
     */
    public ApiProblem(int status, String title, String detail) {
        this(status, title, detail, "");
    }

    private ApiProblem(int status, String title, String detail, String allow) {
        super(detail, null, false, false);
        this.status = status;
        this.title = title;
        this.allow = allow;
    }

    /** The resource has no such method: 405. */
    static ApiProblem methodNotAllowed(List<String> allowed) {
        return new ApiProblem(
                405, "Method not allowed", "use " + String.join(" or ", allowed), String.join(", ", allowed));
    }

    /** The request is not understood: 400. */
    public static ApiProblem badRequest(String detail) {
        return new ApiProblem(400, "Bad request", detail);
    }

    /** The resource does not exist: 404. */
    public static ApiProblem notFound(String detail) {
        return new ApiProblem(404, "Not found", detail);
    }

    /** The state of the resource does not permit the operation: 409. */
    public static ApiProblem conflict(String detail) {
        return new ApiProblem(409, "Conflict", detail);
    }

    /** A system that the operation needs is unavailable: 503. */
    public static ApiProblem unavailable(String detail) {
        return new ApiProblem(503, "Unavailable", detail);
    }

    /** Value of the header {@code Allow}; empty for none. */
    String allow() {
        return allow;
    }

    int status() {
        return status;
    }

    String title() {
        return title;
    }

    String detail() {
        return String.valueOf(getMessage());
    }
}
