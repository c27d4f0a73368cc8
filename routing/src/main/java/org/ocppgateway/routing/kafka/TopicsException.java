package org.ocppgateway.routing.kafka;

import org.jspecify.annotations.Nullable;

/** The topics are not as they have to be; the message lists everything that is wrong and what to do. */
public final class TopicsException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean outage;

    private TopicsException(boolean outage, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.outage = outage;
    }

    /** Nobody answers: trying again later may help. */
    static TopicsException outage(String message, Throwable cause) {
        return new TopicsException(true, message, cause);
    }

    /** Somebody has to do something first. */
    static TopicsException wrong(String message, @Nullable Throwable cause) {
        return new TopicsException(false, message, cause);
    }

    /** Whether trying again later may help by itself. */
    public boolean outage() {
        return outage;
    }
}
