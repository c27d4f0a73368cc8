package org.ocppgateway.gateway.drain;

import java.time.Instant;
import org.ocppgateway.protocol.PodId;

/**
 * Load of a pod at one moment.
 *
 * @param version of its software
 * @param ready whether it admits charge points
 * @param leaving whether sessions leave it because of a rebalance
 */
public record PodLoad(PodId pod, String version, boolean ready, boolean leaving, int connections, Instant startedAt) {}
