package org.ocppgateway.routing.route;

/**
 * Address of one incarnation for other pods.
 *
 * @param address admin port, {@code host:port}
 * @param tls whether the admin port speaks TLS
 * @param secret bearer token for requests between pods; every process that may read leases can authenticate with it
 */
public record PeerAddress(String address, boolean tls, String secret) {
    /** An address without TLS. */
    public PeerAddress(String address, String secret) {
        this(address, false, secret);
    }

    /** Omits the secret, for logs. */
    @Override
    public String toString() {
        return address;
    }
}
