package org.ocppgateway.gateway;

/** The gateway cannot start. The message says what is in the way and what to do about it. */
final class StartException extends Exception {
    private static final long serialVersionUID = 1L;

    StartException(String message, Throwable cause) {
        super(message, cause);
    }
}
