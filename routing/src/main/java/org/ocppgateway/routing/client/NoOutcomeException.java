package org.ocppgateway.routing.client;

import org.jspecify.annotations.Nullable;

/** This client cannot say how a command ended. That is no outcome: the command may have one, or get it yet. */
public final class NoOutcomeException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What is known all the same. */
    public enum Reason {
        /** Nothing was written: the gateway will not hear of the command unless it is issued again. */
        NOT_WRITTEN,
        /**
         * It was, or may have been, written, and no result came in time. To learn the outcome, read the command's state, or issue it
         * again under the same id: the stored outcome is then repeated, and nothing else happens.
         */
        NO_RESULT
    }

    private final Reason reason;
    private final String commandId;

    NoOutcomeException(Reason reason, String commandId, String message, @Nullable Throwable cause) {
        super("command " + commandId + ": " + message, cause);
        this.reason = reason;
        this.commandId = commandId;
    }

    public Reason reason() {
        return reason;
    }

    public String commandId() {
        return commandId;
    }
}
