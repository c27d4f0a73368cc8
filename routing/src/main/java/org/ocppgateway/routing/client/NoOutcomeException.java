package org.ocppgateway.routing.client;

import org.jspecify.annotations.Nullable;

/**
 * The outcome of a command is unknown to this client. This is not an outcome: the command may have one or get one
 * later.
 */
public final class NoOutcomeException extends Exception {
    private static final long serialVersionUID = 1L;

    /** The extent of what is known. */
    public enum Reason {
        /** Not written: the gateway never sees the command unless it is issued again. */
        NOT_WRITTEN,
        /**
         * Written or possibly written, without a result in time. To learn the outcome, read the command's state or
         * issue the command again under the same id: then the stored outcome is repeated and nothing else happens.
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
