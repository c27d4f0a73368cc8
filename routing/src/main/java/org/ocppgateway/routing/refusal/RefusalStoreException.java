package org.ocppgateway.routing.refusal;

/** The store of refusals is unavailable, or refused the operation. */
public final class RefusalStoreException extends Exception {
    private static final long serialVersionUID = 1L;

    public RefusalStoreException(Exception cause) {
        super(String.valueOf(cause.getMessage()), cause);
    }
}
