package org.ocppgateway.protocol.translation;

/** A command that a version of OCPP cannot express, or that nobody can. */
public final class UntranslatableCommandException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;

    public UntranslatableCommandException(String reason) {
        super(reason);
        this.reason = reason;
    }

    /** For the backend: what is wrong and, where that helps, what to do. */
    public String reason() {
        return reason;
    }
}
