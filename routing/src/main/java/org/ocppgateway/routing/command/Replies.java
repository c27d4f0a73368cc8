package org.ocppgateway.routing.command;

/** The answers to charge points that wait for a decision of the backend. */
public interface Replies {

    /**
     * Passes the decision of the backend to the waiting answer. Does not block.
     *
     * @param payload the unified reply, JSON text, not yet validated
     */
    Result decide(String requestId, String payload);

    /** The result of a reply. */
    enum Result {
        /** The charge point is answered with it. */
        TAKEN,
        /** The deadline has passed, the connection has ended, or the requesting process has. */
        LATE,
        /** There was a reply before. */
        DUPLICATE,
        /** It does not fit the request; a valid reply can still follow. */
        INVALID,
        /** No such request exists. */
        UNKNOWN
    }
}
