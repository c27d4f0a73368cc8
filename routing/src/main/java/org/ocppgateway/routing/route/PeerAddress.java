package org.ocppgateway.routing.route;

/**
 * How other pods reach one pod incarnation.
 *
 * @param address of its admin port, {@code host:port}
 * @param secret what it wants to hear from whoever asks as a pod: whoever may read leases may ask
 */
public record PeerAddress(String address, String secret) {

    /** Without the secret, for logs. */
    @Override
    public String toString() {
        return address;
    }
}
