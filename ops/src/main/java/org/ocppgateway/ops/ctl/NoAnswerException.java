package org.ocppgateway.ops.ctl;

/** The gateway could not be reached, or did not answer in time. */
final class NoAnswerException extends Exception {
    private static final long serialVersionUID = 1L;

    NoAnswerException(String message, Throwable cause) {
        super(message, cause);
    }
}
