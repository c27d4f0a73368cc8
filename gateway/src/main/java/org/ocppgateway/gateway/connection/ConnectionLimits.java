package org.ocppgateway.gateway.connection;

import java.time.Duration;

/**
 * Limits that apply to every connection.
 *
 * @param maxConnections maximum number of open connections
 * @param liveness when a peer counts as dead
 * @param receive limits on what a peer may send
 * @param writerBound maximum number of messages that wait for the socket; at the limit the peer is a slow consumer and is closed
 * @param closeTimeout maximum duration of the closing handshake; after that the connection is cut
 */
public record ConnectionLimits(
        int maxConnections, LivenessLimits liveness, ReceiveLimits receive, int writerBound, Duration closeTimeout) {}
