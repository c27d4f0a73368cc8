package org.ocppgateway.gateway;

import java.net.BindException;

/** The gateway cannot start. The message names the obstacle and the remedy. */
final class StartException extends Exception {
    private static final long serialVersionUID = 1L;

    StartException(String message) {
        super(message);
    }

    StartException(String message, Throwable cause) {
        super(message, cause);
    }

    /** A listener of the configuration's {@code section} cannot be opened. */
    static StartException cannotListen(String section, String address, int port, Exception cause) {
        boolean inUse = cause instanceof BindException || cause.getCause() instanceof BindException;
        return new StartException(
                "cannot listen on " + address + " port " + port
                        + (inUse ? ": the port is in use, or the address is not one of this machine" : ": " + cause)
                        + "; change " + section + ".port or " + section
                        + ".bind-address, or stop the process that listens there",
                cause);
    }
}
