package org.ocppgateway.gateway.session.publish;

import org.ocppgateway.gateway.limit.RateLimit;

/**
 * Limits on publishing over all charge points.
 *
 * @param maxInProgress maximum number of messages that are published concurrently
 * @param reserved number of those permits that only transaction data and security events may use
 * @param messages rate limit of messages. Transaction data and security events count towards it but never wait. Messages whose delay
 *     would be too long do not count: normal ones are refused, critical ones proceed
 */
public record CapacitySettings(int maxInProgress, int reserved, RateLimit messages) {
    public CapacitySettings {
        if (reserved >= maxInProgress) {
            throw new IllegalArgumentException(
                    "of " + maxInProgress + " messages in progress fewer than that can be reserved, not " + reserved);
        }
    }
}
