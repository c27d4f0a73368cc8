package org.ocppgateway.routing.event;

/** An event that was not, or may not have been, made durable. */
public final class PublishException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What that means for the charge point that waits for its answer. */
    public enum Reason {
        /** Kafka does not answer: no answer to transaction messages, neither yes nor no. */
        OUTAGE,
        /** The topic does not exist: as an outage. */
        TOPIC_MISSING,
        /** Kafka does not let this process in, or not write to the topic: as an outage. */
        NOT_AUTHORISED,
        /** The bound on events in flight is reached: as an outage, but it ends by itself. */
        OVERLOADED,
        /** Kafka refused this one record as too large, however much of it was left out: only this message fails. */
        REFUSED;

        /** Whether no other record could be written either. */
        public boolean isOutage() {
            return switch (this) {
                case OUTAGE, TOPIC_MISSING, NOT_AUTHORISED -> true;
                case OVERLOADED, REFUSED -> false;
            };
        }
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
