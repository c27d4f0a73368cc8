package org.ocppgateway.gateway.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class KeyedRateLimiterTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final AtomicInteger evictions = new AtomicInteger();

    private KeyedRateLimiter<String> limiter(int attempts, int seconds, int maxKeys) {
        return new KeyedRateLimiter<>(
                new Allowance(attempts, Duration.ofSeconds(seconds)), maxKeys, evictions::incrementAndGet);
    }

    @Test
    void asManyAsAllowedAtOnceAndThenOneByOne() {
        KeyedRateLimiter<String> limiter = limiter(3, 30, 10);
        long now = -5 * SECOND; // a clock may be negative
        for (int i = 0; i < 3; i++) {
            assertEquals(0, limiter.take("a", now));
        }
        assertEquals(10 * SECOND, limiter.take("a", now));
        assertEquals(10 * SECOND, limiter.take("a", now), "what was refused takes nothing");
        assertEquals(0, limiter.take("b", now), "keys do not share");
        assertEquals(SECOND, limiter.take("a", now + 9 * SECOND));
        assertEquals(0, limiter.take("a", now + 10 * SECOND));
        assertEquals(10 * SECOND, limiter.take("a", now + 10 * SECOND));
        for (int i = 0; i < 3; i++) {
            assertEquals(0, limiter.take("a", now + 100 * SECOND));
        }
        assertTrue(limiter.take("a", now + 100 * SECOND) > 0);
    }

    @Test
    void whatIsGivenBackMayBeTakenAgainAndLeavesNoTrace() {
        KeyedRateLimiter<String> limiter = limiter(2, 30, 10);
        for (int i = 0; i < 1000; i++) {
            assertEquals(0, limiter.take("a", i));
            limiter.giveBack("a", i);
        }
        assertEquals(0, limiter.size());
        limiter.take("a", 0);
        limiter.take("a", 0);
        limiter.giveBack("a", 0);
        assertEquals(1, limiter.size());
        assertEquals(0, limiter.take("a", 0));
        limiter.giveBack("never taken", 0);
        assertEquals(1, limiter.size());
    }

    @Test
    void memoryIsBoundedUnderManyKeysAndTheBusyOneStaysLimited() {
        KeyedRateLimiter<String> limiter = limiter(2, 3600, 100);
        assertEquals(0, limiter.take("busy", 0));
        assertEquals(0, limiter.take("busy", 0));
        for (int i = 0; i < 100_000; i++) {
            limiter.take("made-up-" + i, i);
            if (i % 50 == 0) {
                assertTrue(limiter.take("busy", i) > 0);
            }
        }
        assertEquals(100, limiter.size());
        assertTrue(evictions.get() > 99_000);
    }

    @Test
    void anUnlimitedAllowanceRemembersNothing() {
        KeyedRateLimiter<String> limiter = new KeyedRateLimiter<>(Allowance.UNLIMITED, 10, () -> {});
        for (int i = 0; i < 1000; i++) {
            assertEquals(0, limiter.take("a", 0));
        }
        limiter.giveBack("a", 0);
        assertEquals(0, limiter.size());
    }

    @Test
    void anAllowanceThatCannotBeDividedIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Allowance(-1, Duration.ofSeconds(1)));
        assertThrows(IllegalArgumentException.class, () -> new Allowance(2, Duration.ofNanos(1)));
        assertThrows(IllegalArgumentException.class, () -> new Allowance(1, Duration.ZERO));
    }

    @Test
    void inNoPeriodAreThereMoreThanTwiceTheAllowance() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        KeyedRateLimiter<String> limiter = limiter(5, 10, 10);
        long now = 0;
        long[] taken = new long[10_000];
        int count = 0;
        for (int i = 0; i < 10_000; i++) {
            now += (long) (random.nextDouble() * SECOND);
            if (limiter.take("a", now) == 0) {
                taken[count++] = now;
            }
        }
        for (int i = 10; i < count; i++) {
            assertTrue(taken[i] - taken[i - 10] >= 10 * SECOND, "seed " + seed);
        }
        assertTrue(count > 2000, "seed " + seed);
    }
}
