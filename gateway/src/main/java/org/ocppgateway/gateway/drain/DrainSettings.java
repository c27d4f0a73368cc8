package org.ocppgateway.gateway.drain;

import java.time.Duration;

/**
 * How sessions leave this pod.
 *
 * @param stopTimeout maximum duration of the shutdown
 * @param balancerDelay time between not ready and the first session that leaves, so that the load balancer has noticed
 * @param ratePerSecond sessions that leave per second; 0: derived from the number of connections and the time
 */
public record DrainSettings(Duration stopTimeout, Duration balancerDelay, int ratePerSecond) {}
