package org.ocppgateway.routing.command;

/** A record on {@code commands-down} from which not even the sender of the command can be told. */
public final class UndecodableException extends Exception {
    private static final long serialVersionUID = 1L;

    public UndecodableException(String reason) {
        super(reason);
    }
}
