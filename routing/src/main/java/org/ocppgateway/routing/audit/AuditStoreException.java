package org.ocppgateway.routing.audit;

/** The store of audit records is unavailable, or refused the operation. */
public final class AuditStoreException extends Exception {
    private static final long serialVersionUID = 1L;

    public AuditStoreException(Exception cause) {
        super(String.valueOf(cause.getMessage()), cause);
    }
}
