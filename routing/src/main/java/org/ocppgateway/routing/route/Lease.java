package org.ocppgateway.routing.route;

import org.ocppgateway.protocol.PodId;

/**
 * The sign of life of one pod incarnation.
 *
 * @param nonce what a restart under the same name does not share
 * @param peer how other pods reach it
 * @param partition the partition of {@code commands-down} on which it listens
 * @param startOffset the offset from which on it reads there
 */
public record Lease(PodId pod, String nonce, PeerAddress peer, int partition, long startOffset) {

    /** The incarnation as it stands in states of commands. */
    public String incarnation() {
        return pod + "/" + nonce;
    }
}
