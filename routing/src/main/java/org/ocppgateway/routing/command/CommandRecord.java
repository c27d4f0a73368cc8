package org.ocppgateway.routing.command;

import java.time.Instant;

/**
 * A record of {@code commands-down}.
 *
 * @param hops how often it was forwarded before it got here
 * @param producedAt when it was written, by its producer's clock
 */
@SuppressWarnings("ArrayRecordComponent") // bytes as found, handed on and never compared
public record CommandRecord(byte[] value, int hops, Instant producedAt) {}
