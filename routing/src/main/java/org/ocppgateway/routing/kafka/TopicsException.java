package org.ocppgateway.routing.kafka;

import org.jspecify.annotations.Nullable;

/** The topics are not usable; the message lists all problems and their remedies. */
public final class TopicsException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean outage;

    private TopicsException(boolean outage, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.outage = outage;
    }

    /** Kafka does not answer: a later attempt may succeed. */
    static TopicsException outage(String message, Throwable cause) {
        return new TopicsException(true, message, cause);
    }

    /** An operator has to act first. */
    static TopicsException misconfigured(String message, @Nullable Throwable cause) {
        return new TopicsException(false, message, cause);
    }

    /** Returns whether a later attempt may succeed without intervention. */
    public boolean outage() {
        return outage;
    }
}
