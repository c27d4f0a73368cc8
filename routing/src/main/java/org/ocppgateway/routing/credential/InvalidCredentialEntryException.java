package org.ocppgateway.routing.credential;

/** A text is no credential entry. The message names the member and what is wrong with it; it never contains a hash. */
public final class InvalidCredentialEntryException extends Exception {
    private static final long serialVersionUID = 1L;

    public InvalidCredentialEntryException(String message) {
        super(message);
    }
}
