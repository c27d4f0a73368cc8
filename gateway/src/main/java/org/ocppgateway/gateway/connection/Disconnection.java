package org.ocppgateway.gateway.connection;

/**
 * Why and by whom a connection was ended.
 *
 * @param by the side that ended it first
 * @param status close status of the side that ended it first. Charge point: its close frame, 1005 if that had no code. Gateway: the
 *     status it closed with, even if the connection was cut before the close frame was sent. Network: 1006
 */
public record Disconnection(Initiator by, CloseStatus status) {
    /** The side that ended a connection. */
    public enum Initiator {
        CHARGE_POINT("charge-point"),
        GATEWAY("gateway"),
        /** The TCP connection ended or broke without a close frame. */
        NETWORK("network");

        private final String label;

        Initiator(String label) {
            this.label = label;
        }

        /** The value used in events. */
        public String label() {
            return label;
        }
    }

    @Override
    public String toString() {
        return status + " by the " + by.label();
    }
}
