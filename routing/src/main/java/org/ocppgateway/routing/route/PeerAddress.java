package org.ocppgateway.routing.route;

/**
 * Address of one incarnation for other pods.
 *
 * @param address admin port, {@code host:port}
 * @param secret bearer token for requests between pods; every process that may read leases can authenticate with it
 */
public record PeerAddress(String address, String secret) {

    /** Omits the secret, for logs. */
    @Override
    public String toString() {
        return address;
    }
}
