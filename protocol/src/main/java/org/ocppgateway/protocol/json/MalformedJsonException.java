package org.ocppgateway.protocol.json;

/** The text is not JSON, or beyond a limit. It has no stack trace, as anybody may send such a text at any rate. */
public final class MalformedJsonException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedJsonException(String problem) {
        super(problem, null, false, false);
    }
}
