package org.ocppgateway.gateway.drain;

/**
 * How uneven pods are evened out.
 *
 * @param spreadPercent a pod whose connections exceed the average by more than this lets the excess leave
 * @param ratePerSecond sessions that leave each such pod per second, 1 or more
 * @param automatic whether the pods are evened out after a rollout without a request
 */
public record RebalanceSettings(int spreadPercent, int ratePerSecond, boolean automatic) {}
