package org.ocppgateway.gateway.password;

/**
 * A text is not a hash that the gateway can check, or names a key that the gateway does not have. The message contains no part of the hash.
 */
public final class InvalidPasswordHashException extends Exception {
    private static final long serialVersionUID = 1L;

    public InvalidPasswordHashException(String message) {
        super(message);
    }
}
