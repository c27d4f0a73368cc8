package org.ocppgateway.gateway.connection;

import java.time.Duration;

/**
 * When a peer counts as dead.
 *
 * @param pingInterval time between two pings on one connection
 * @param pongDeadline maximum time without activity after a ping, for a peer that has answered a ping before
 * @param silenceLimit maximum time without activity, for every peer
 */
public record LivenessLimits(Duration pingInterval, Duration pongDeadline, Duration silenceLimit) {}
