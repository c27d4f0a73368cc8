package org.ocppgateway.gateway.connection;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Measurements of one connection.
 *
 * @param roundTrip last measured time from a ping to its pong; null before the first one
 * @param silence time since the last frame of the peer
 * @param bytes transferred since the start
 * @param inbox messages that wait for the read loop
 * @param outbox messages that wait for the socket
 */
public record ConnectionFacts(
        @Nullable Duration roundTrip, Duration silence, Transport.ByteCounts bytes, int inbox, int outbox) {}
