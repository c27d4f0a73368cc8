package org.ocppgateway.gateway.connection;

import java.time.Duration;

/**
 * Limits on what peers may send.
 *
 * @param maxMessageSize bytes of one message over all its fragments; a larger message closes the connection with 1009
 * @param messageTimeout maximum time from the first fragment of a message to its last; after that the connection is cut
 * @param inboxBound maximum number of received messages that wait for the read loop; at the limit reading stops
 * @param maxBacklog maximum characters of unprocessed messages over all connections, and, counted separately, maximum bytes of incomplete
 *     messages; reading stops at half of it
 * @param flood rate limit of one peer
 */
public record ReceiveLimits(
        int maxMessageSize, Duration messageTimeout, int inboxBound, long maxBacklog, FloodLimits flood) {}
