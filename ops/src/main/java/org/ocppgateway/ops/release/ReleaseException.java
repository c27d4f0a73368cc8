package org.ocppgateway.ops.release;

/** A release cannot be built or verified. The message says why and what to do. */
public final class ReleaseException extends Exception {
    private static final long serialVersionUID = 1L;

    ReleaseException(String message) {
        super(message);
    }
}
