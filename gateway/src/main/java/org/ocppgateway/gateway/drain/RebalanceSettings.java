package org.ocppgateway.gateway.drain;

import java.time.Duration;

/**
 * How uneven pods are evened out.
 *
 * @param spreadPercent permitted difference of a pod's connections from the average
 * @param ratePerSecond sessions that leave each pod above the average per second, 1 or more
 * @param automatic whether the pods are evened out after a rollout without a request
 * @param automaticDelay time from the start of the last pod until they are, in which charge points reconnect
 */
public record RebalanceSettings(int spreadPercent, int ratePerSecond, boolean automatic, Duration automaticDelay) {}
