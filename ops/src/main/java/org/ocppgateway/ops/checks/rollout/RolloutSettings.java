package org.ocppgateway.ops.checks.rollout;

import java.time.Duration;

/**
 * Settings of a rolling restart.
 *
 * @param ratePerSecond sessions that leave a pod per second
 * @param spreadPercent permitted excess of a pod over the average afterwards
 * @param tls whether charge points connect with TLS
 */
record RolloutSettings(int gateways, int chargePoints, int ratePerSecond, int spreadPercent, boolean tls, long seed) {
    /** Part of all charge points that one pod may have at its restart, if the balancer distributes in turn. */
    private static final double LARGEST_SHARE = 0.9;

    private static final Duration BALANCER_DELAY = Duration.ofSeconds(2);

    /** Configuration of the gateways: half of the stop timeout is enough for the rate. */
    String hocon() {
        long stopTimeout = Math.max(30, Math.round(2.2 * LARGEST_SHARE * chargePoints / ratePerSecond) + 10);
        return """
            gateway {
              stop-timeout = %d s
              drain { balancer-delay = %d s, rate-per-second = %d }
            }
            """.formatted(stopTimeout, BALANCER_DELAY.toSeconds(), ratePerSecond);
    }
}
