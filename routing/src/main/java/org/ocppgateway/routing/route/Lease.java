package org.ocppgateway.routing.route;

import org.ocppgateway.protocol.PodId;

/**
 * Proof that one incarnation of a pod is alive.
 *
 * @param nonce differs after a restart under the same name
 * @param peer address for other pods
 * @param partition partition of {@code commands-down} that the pod reads
 * @param startOffset first offset that the pod reads there
 */
public record Lease(PodId pod, String nonce, PeerAddress peer, int partition, long startOffset) {

    /** The incarnation as states of commands contain it. */
    public String incarnation() {
        return pod + "/" + nonce;
    }
}
