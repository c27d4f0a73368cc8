package org.ocppgateway.routing.registration;

import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.SessionEpoch;

/**
 * What is recorded of a charge point: the answer to its last BootNotification, and what it said then that it is.
 *
 * @param epoch of the session in which it was answered
 */
public record Registration(SessionEpoch epoch, Status status, Make make) {

    /** What the charge point was told. */
    public enum Status {
        ACCEPTED("accepted"),
        PENDING("pending"),
        REJECTED("rejected");

        private final String label;

        Status(String label) {
            this.label = label;
        }

        /** The word in Redis, in the unified model and in configuration. */
        public String label() {
            return label;
        }

        /**
         * The status with that word.
         *
         * @throws IllegalArgumentException naming the words that there are
         */
        public static Status ofLabel(String label) {
            for (Status status : values()) {
                if (status.label.equals(label)) {
                    return status;
                }
            }
            throw new IllegalArgumentException("must be accepted, pending or rejected, not " + label);
        }
    }

    /** Who made the charge point, as far as it said so. */
    public record Make(
            @Nullable String vendor,
            @Nullable String model,
            @Nullable String firmware) {
        public static final Make UNKNOWN = new Make(null, null, null);
    }
}
