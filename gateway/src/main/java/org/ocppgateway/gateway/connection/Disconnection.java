package org.ocppgateway.gateway.connection;

/**
 * How a connection ended.
 *
 * @param by who ended it first
 * @param status of the charge point, its close frame: 1005 if that had no code; of the gateway, the one with which it closed, also if
 *     the connection had to be cut before that could be sent; of the network, 1006
 */
public record Disconnection(By by, CloseStatus status) {
    /** Who can end a connection. */
    public enum By {
        CHARGE_POINT("charge-point"),
        GATEWAY("gateway"),
        /** Nobody closed: the TCP connection ended or broke. */
        NETWORK("network");

        private final String word;

        By(String word) {
            this.word = word;
        }

        /** The word in events. */
        public String word() {
            return word;
        }
    }

    @Override
    public String toString() {
        return status + " by the " + by.word();
    }
}
