package org.ocppgateway.gateway.connection;

import java.time.Duration;

/**
 * What peers may send.
 *
 * @param maxMessageSize bytes of one message, over all its fragments; more closes the connection with 1009
 * @param messageTimeout how long one message may take from its first part to its last; then the connection is cut
 * @param inboxBound received messages that wait for the read loop; at the bound reading stops
 * @param maxBacklog characters of unprocessed messages of all connections, from half of it on reading stops; and bytes of messages that are
 *     not complete
 * @param flood how much one peer may send in a time
 */
public record ReceiveLimits(
        int maxMessageSize, Duration messageTimeout, int inboxBound, long maxBacklog, FloodLimits flood) {}
