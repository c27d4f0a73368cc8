package org.ocppgateway.gateway.api;

/** One operation of the API. Thread-safe. */
@FunctionalInterface
public interface ApiOperation {

    /** Runs on a virtual thread of the request; may block for a bounded time. */
    ApiResponse handle(ApiRequest request) throws ApiProblem, InterruptedException;
}
