package org.ocppgateway.gateway.connection;

import java.time.Duration;

/**
 * The bounds of every connection.
 *
 * @param maxConnections how many may be open at once
 * @param pingInterval how often each is pinged
 * @param pongDeadline how long a peer that was seen to answer pings may leave one unanswered
 * @param silenceLimit how long any other peer may be silent
 * @param inboxBound received messages that wait for the read loop; at the bound reading stops
 * @param maxBacklog characters of messages of all connections that are not done with; from half of it on reading stops
 * @param writerBound frames that wait for the socket; at the bound the peer is a slow consumer and is closed
 * @param flood how much its peer may say
 * @param closeTimeout how long the closing handshake may take before the connection is cut
 */
public record ConnectionLimits(
        int maxConnections,
        Duration pingInterval,
        Duration pongDeadline,
        Duration silenceLimit,
        int inboxBound,
        long maxBacklog,
        int writerBound,
        FloodLimits flood,
        Duration closeTimeout) {}
