package org.ocppgateway.routing.command;

/** A record on {@code commands-down} that has no readable command id, so that no result can be published for it. */
public final class UndecodableException extends Exception {
    private static final long serialVersionUID = 1L;

    public UndecodableException(String reason) {
        super(reason);
    }
}
