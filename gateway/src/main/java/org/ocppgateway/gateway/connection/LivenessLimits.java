package org.ocppgateway.gateway.connection;

import java.time.Duration;

/**
 * When a peer counts as dead.
 *
 * @param pingInterval between two pings of one connection
 * @param pongDeadline how long a peer that has answered a ping before may leave one unanswered
 * @param silenceLimit how long any other peer may be silent
 */
public record LivenessLimits(Duration pingInterval, Duration pongDeadline, Duration silenceLimit) {}
