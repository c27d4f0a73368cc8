package org.ocppgateway.gateway.session.publish;

import org.ocppgateway.gateway.limit.RateLimit;

/**
 * How much this process takes on at once, over all charge points.
 *
 * @param inWork messages whose events may be on their way at once
 * @param reserved how many of those places are for transaction data and security events only
 * @param messages how many there may be per second; transaction data and security events count, but never wait. Those
 *     whose turn would come too late do not count: they are refused, or critical ones go ahead
 */
public record CapacitySettings(int inWork, int reserved, RateLimit messages) {
    public CapacitySettings {
        if (reserved >= inWork) {
            throw new IllegalArgumentException(
                    "of " + inWork + " messages in work fewer than that can be reserved, not " + reserved);
        }
    }
}
