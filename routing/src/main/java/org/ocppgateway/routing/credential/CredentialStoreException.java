package org.ocppgateway.routing.credential;

/** The credential store is unavailable, or refused the operation. */
public final class CredentialStoreException extends Exception {
    private static final long serialVersionUID = 1L;

    public CredentialStoreException(Exception cause) {
        super(String.valueOf(cause.getMessage()), cause);
    }
}
