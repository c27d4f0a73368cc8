package org.ocppgateway.routing.command;

/** States of commands cannot be read or written now. Whether this call was executed is unknown. */
public final class StatesUnavailableException extends Exception {
    private static final long serialVersionUID = 1L;

    public StatesUnavailableException(String message) {
        super(message);
    }

    public StatesUnavailableException(Throwable cause) {
        super(cause.getMessage(), cause);
    }
}
