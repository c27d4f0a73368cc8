package org.ocppgateway.protocol.v16;

/** A command that OCPP 1.6 cannot express, or that nobody can. */
final class InexpressibleException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;

    InexpressibleException(String reason) {
        super(reason);
        this.reason = reason;
    }

    /** For the backend: what is wrong and, where that helps, what to do. */
    String reason() {
        return reason;
    }
}
