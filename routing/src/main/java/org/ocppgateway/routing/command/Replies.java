package org.ocppgateway.routing.command;

/** The answers to charge points that wait for the backend's word. */
public interface Replies {

    /**
     * Hands the backend's word to whoever waits for it. Does not block.
     *
     * @param payload the unified reply, a JSON object as text, not yet validated
     */
    Result decide(String requestId, String payload);

    /** What became of a reply. */
    enum Result {
        /** The charge point is answered with it. */
        TAKEN,
        /** Its deadline has passed, its connection is gone, or the process that asked. */
        LATE,
        /** There was a reply before. */
        DUPLICATE,
        /** It does not fit what was asked; a valid one may still come. */
        INVALID,
        /** Nobody ever asked. */
        UNKNOWN
    }
}
