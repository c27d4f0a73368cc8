package org.ocppgateway.routing.route;

import java.time.Duration;
import org.ocppgateway.protocol.PodId;

/** Leases, and whether a missing one means anything. */
public interface WatchedLeases extends Leases {
    /**
     * For how long a missing lease of that pod has been a sign that it is dead. Every living pod renews its lease within one lease
     * lifetime, if it can: this is the time for which every write of this process was taken where that lease is kept, less one
     * lease lifetime. Zero during an outage and after it. Costs no call.
     */
    Duration conclusiveFor(PodId pod);
}
