package org.ocppgateway.gateway.drain;

import java.util.List;
import org.ocppgateway.protocol.PodId;

/** The pods of the cluster, as a rebalance uses them. Thread-safe. */
public interface ClusterLoad {
    /** Loads of the pods.
     *
     * @param complete whether every live pod has answered
     */
    record Loads(List<PodLoad> pods, boolean complete) {
        public Loads {
            pods = List.copyOf(pods);
        }
    }

    /** Loads of all pods that answer, sorted by name. Blocks for a bounded time. */
    Loads loads() throws InterruptedException;

    /** Lets sessions leave a pod at a rate; returns false if the pod does not do so. Blocks for a bounded time. */
    boolean leave(PodId pod, int sessions, int ratePerSecond) throws InterruptedException;
}
