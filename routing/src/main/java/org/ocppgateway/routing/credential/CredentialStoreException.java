package org.ocppgateway.routing.credential;

/** The store of credentials cannot be asked, or refused. */
public final class CredentialStoreException extends Exception {
    private static final long serialVersionUID = 1L;

    public CredentialStoreException(Exception cause) {
        super(String.valueOf(cause.getMessage()), cause);
    }
}
