package org.ocppgateway.gateway.drain;

import java.time.Duration;

/**
 * When and how sessions leave this pod.
 *
 * @param maxAge maximum age of a session; zero: unlimited
 */
public record LeaveSettings(DrainSettings drain, RebalanceSettings rebalance, Duration maxAge) {}
