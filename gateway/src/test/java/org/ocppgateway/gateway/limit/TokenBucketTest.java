package org.ocppgateway.gateway.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    /** A monotonic clock may start at any value, also below zero. */
    private long now = -2 * SECOND;

    @Test
    void aBurstIsAvailableAtOnceAndFurtherTokensAtTheRate() {
        TokenBucket bucket = new TokenBucket(new RateLimit(20, 100), now);
        for (int i = 0; i < 100; i++) {
            assertTrue(bucket.tryTake(now));
        }
        assertFalse(bucket.tryTake(now));
        int taken = 0;
        for (int millis = 0; millis < 10_000; millis++) {
            now += SECOND / 1_000;
            taken += bucket.tryTake(now) ? 1 : 0;
        }
        assertEquals(200, taken);
    }

    @Test
    void anIdleTimeFillsTheBucketUpToTheBurst() {
        TokenBucket bucket = new TokenBucket(new RateLimit(10, 5), now);
        now += 3_600 * SECOND;
        int taken = 0;
        while (bucket.tryTake(now)) {
            taken++;
        }
        assertEquals(5, taken);
    }

    @Test
    void aTokenTakenInAdvanceHasADelay() {
        TokenBucket bucket = new TokenBucket(new RateLimit(10, 1), now);
        assertEquals(0, bucket.take(now));
        assertEquals(SECOND / 10, bucket.take(now));
        assertEquals(2 * SECOND / 10, bucket.take(now));
        now += SECOND;
        assertEquals(0, bucket.take(now));
    }

    @Test
    void aDelayAboveTheMaximumTakesNoToken() {
        TokenBucket bucket = new TokenBucket(new RateLimit(10, 1), now);
        assertEquals(0, bucket.take(now, 0));
        assertEquals(SECOND / 10, bucket.take(now, SECOND / 10));
        for (int i = 0; i < 1_000; i++) {
            assertEquals(2 * SECOND / 10, bucket.take(now, SECOND / 10));
        }
        now += SECOND / 10;
        assertEquals(SECOND / 10, bucket.take(now, SECOND / 10));
    }

    @Test
    void withoutALimitATokenIsAlwaysAvailable() {
        TokenBucket bucket = new TokenBucket(RateLimit.NONE, now);
        for (int i = 0; i < 1_000; i++) {
            assertTrue(bucket.tryTake(now));
            assertEquals(0, bucket.take(now));
        }
    }
}
