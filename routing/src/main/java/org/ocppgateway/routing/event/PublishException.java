package org.ocppgateway.routing.event;

/** An event is not durable, or whether it is durable is unknown. */
public final class PublishException extends Exception {
    private static final long serialVersionUID = 1L;

    /** The reason, which decides the answer to the charge point. */
    public enum Reason {
        /** Kafka does not answer: a transaction message gets neither a CALLRESULT nor a CALLERROR. */
        OUTAGE,
        /** The topic does not exist: handled like an outage. */
        TOPIC_MISSING,
        /**
         * Kafka does not authenticate this process or does not allow it to write to the topic: handled like an outage.
         */
        NOT_AUTHORISED,
        /** The limit on events in flight is reached: handled like an outage, but ends without intervention. */
        OVERLOADED,
        /** Kafka refuses this record as too large even when fully reduced: only this message fails. */
        REFUSED;

        /** Returns whether other records fail for the same reason. */
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
