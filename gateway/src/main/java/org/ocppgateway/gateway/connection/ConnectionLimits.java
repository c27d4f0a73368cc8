package org.ocppgateway.gateway.connection;

import java.time.Duration;

/**
 * The bounds of every connection.
 *
 * @param maxConnections connections that may be open at once
 * @param liveness when a peer counts as dead
 * @param receive what a peer may send
 * @param writerBound messages that wait for the socket; at the bound the peer is a slow consumer and is closed
 * @param closeTimeout how long the closing handshake may take before the connection is cut
 */
public record ConnectionLimits(
        int maxConnections, LivenessLimits liveness, ReceiveLimits receive, int writerBound, Duration closeTimeout) {}
