package org.ocppgateway.routing.command;

/** The answers to charge points that wait for the backend's word. */
public interface Replies {

    /**
     * Hands the backend's word to whoever waits for it. Does not block.
     *
     * @param payload the unified reply, a JSON object as text, not yet validated
     * @return false if nobody waits for it, or no longer
     */
    boolean decide(String requestId, String payload);
}
