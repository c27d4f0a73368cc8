package org.ocppgateway.gateway.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.ocppgateway.gateway.limit.RateLimit;

class ThrottleTest {
    private static final int BURST = 10;
    private static final long INTERVAL = Duration.ofMillis(50).toNanos();
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Throttle throttle = new Throttle(new FloodLimits(new RateLimit(20, BURST), PATIENCE), 0);
    private long now;

    /** Each frame is there when the gateway reads, and the gateway reads by this time later than it should. */
    private void flood(int frames, long late) {
        for (int i = 0; i < frames; i++) {
            long delay = throttle.delayMessage(now);
            if (delay > 0) {
                now += delay + late;
                throttle.onLateRead(late);
            }
        }
    }

    @Test
    void aPeerThatExceedsTheRateForThePatienceIsFlooding() {
        flood(BURST + 99, 0);
        assertFalse(throttle.isFlooding(now));
        flood(2, 0);
        assertTrue(throttle.isFlooding(now));
    }

    @Test
    void timeByWhichTheGatewayReadsLateIsNeitherABreakNorPartOfAFlood() {
        flood(BURST + 99, 2 * INTERVAL);
        assertFalse(throttle.isFlooding(now));
        flood(2, 2 * INTERVAL);
        assertTrue(throttle.isFlooding(now));
    }

    @Test
    void aPeerThatPausesIsNotFlooding() {
        flood(BURST + 99, 0);
        now += 2 * INTERVAL;
        assertEquals(0, throttle.delayMessage(now));
        flood(50, 0);
        assertFalse(throttle.isFlooding(now));
    }
}
