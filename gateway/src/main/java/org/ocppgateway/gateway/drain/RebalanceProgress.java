package org.ocppgateway.gateway.drain;

import java.time.Instant;

/**
 * The last rebalance that a pod conducted.
 *
 * @param state {@code running}, or how it ended: {@code even}, {@code uneven}, {@code aborted} or {@code cancelled}
 * @param since when the state began
 * @param excess connections above the average, of all pods, when they were last read
 */
public record RebalanceProgress(String state, Instant since, int excess) {
    static final String RUNNING = "running";

    RebalanceProgress withExcess(int changed) {
        return new RebalanceProgress(state, since, changed);
    }
}
