package org.ocppgateway.protocol.json;

/** The text is not JSON, or it exceeds a limit. Has no stack trace, because clients can send such text at any rate. */
public final class MalformedJsonException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedJsonException(String problem) {
        super(problem, null, false, false);
    }
}
