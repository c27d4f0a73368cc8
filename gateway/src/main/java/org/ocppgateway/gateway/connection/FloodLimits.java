package org.ocppgateway.gateway.connection;

import java.time.Duration;
import org.ocppgateway.gateway.limit.RateLimit;

/**
 * How much one charge point may say.
 *
 * @param messages what is more is read later
 * @param patience how long it may go on saying more before it is closed
 */
public record FloodLimits(RateLimit messages, Duration patience) {
    public static final FloodLimits NONE = new FloodLimits(RateLimit.NONE, Duration.ofDays(1));
}
