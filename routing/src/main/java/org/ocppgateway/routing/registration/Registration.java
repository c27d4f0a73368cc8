package org.ocppgateway.routing.registration;

import org.jspecify.annotations.Nullable;
import org.ocppgateway.protocol.SessionEpoch;

/**
 * Registration of a charge point: the answer to its last BootNotification and the make that it reported.
 *
 * @param epoch epoch of the session in which it was answered
 * @param serialNumber that it reported; null if it reported none
 */
public record Registration(
        SessionEpoch epoch,
        Status status,
        Make make,
        @Nullable String serialNumber) {
    /** A registration without a serial number. */
    public Registration(SessionEpoch epoch, Status status, Make make) {
        this(epoch, status, make, null);
    }

    /** Status of the answer. */
    public enum Status {
        ACCEPTED("accepted"),
        PENDING("pending"),
        REJECTED("rejected");

        private final String label;

        Status(String label) {
            this.label = label;
        }

        /** The name of the status in Redis, in the unified model and in configuration. */
        public String label() {
            return label;
        }

        /**
         * Returns the status of a label.
         *
         * @throws IllegalArgumentException if there is none; the message lists the valid labels
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

    /** Manufacturer data from BootNotification, as far as reported. */
    public record Make(
            @Nullable String vendor,
            @Nullable String model,
            @Nullable String firmware) {
        public static final Make UNKNOWN = new Make(null, null, null);
    }
}
