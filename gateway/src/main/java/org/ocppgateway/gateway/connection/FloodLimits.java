package org.ocppgateway.gateway.connection;

import java.time.Duration;
import org.ocppgateway.gateway.limit.RateLimit;

/**
 * Rate limit of one peer.
 *
 * @param messages rate at which frames are read; excess frames are read later
 * @param patience how long a peer may exceed the rate without a break before it is closed
 */
public record FloodLimits(RateLimit messages, Duration patience) {
    public static final FloodLimits NONE = new FloodLimits(RateLimit.NONE, Duration.ofDays(1));
}
