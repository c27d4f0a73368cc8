package org.ocppgateway.routing.event;

/** An event that was not, or may not have been, made durable. */
public final class PublishException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What that means for the charge point that waits for its answer. */
    public enum Reason {
        /** Kafka does not answer: no answer to transaction messages, neither yes nor no. */
        OUTAGE,
        /** The bound on events in flight is reached: as an outage, but it ends by itself. */
        OVERLOADED,
        /** Kafka refused this one record (too large, not authorised): only this message fails. */
        REFUSED
    }

    private final Reason reason;

    public PublishException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public PublishException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
