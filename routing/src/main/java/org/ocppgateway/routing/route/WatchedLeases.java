package org.ocppgateway.routing.route;

import java.time.Duration;
import org.ocppgateway.protocol.PodId;

/** Leases, with a measure of how conclusive a missing lease is. */
public interface WatchedLeases extends Leases {
    /**
     * Returns for how long a missing lease of that pod has meant that the pod is dead. A live pod renews its lease
     * within one lease lifetime if Redis takes writes. So this is the time for which the server of that lease has taken
     * every write of this process, minus one lease lifetime. Zero during an outage and directly after it. Makes no
     * call.
     */
    Duration conclusiveFor(PodId pod);
}
