package org.ocppgateway.ops.ctl;

/** The gateway answered with a problem. */
final class ApiException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;

    /** @param status HTTP status */
    ApiException(int status, String message) {
        super(message);
        this.status = status;
    }

    int status() {
        return status;
    }
}
