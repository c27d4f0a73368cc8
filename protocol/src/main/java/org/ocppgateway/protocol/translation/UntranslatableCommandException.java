package org.ocppgateway.protocol.translation;

/** The command cannot be expressed in this version of OCPP, or in any version. */
public final class UntranslatableCommandException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;

    public UntranslatableCommandException(String reason) {
        super(reason);
        this.reason = reason;
    }

    /** Returns the reason for the backend: the problem and, where useful, a way to correct it. */
    public String reason() {
        return reason;
    }
}
