package org.ocppgateway.routing.history;

/** The history of sessions is unavailable. */
public final class SessionHistoryException extends Exception {
    private static final long serialVersionUID = 1L;

    public SessionHistoryException(Exception cause) {
        super(String.valueOf(cause.getMessage()), cause);
    }
}
