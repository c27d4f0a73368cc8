package org.ocppgateway.gateway.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.ocppgateway.protocol.SessionEpoch;

/** The maximum age of sessions and its jitter. */
class AgeLimitTest {
    private static final AgeLimit LIMIT = new AgeLimit(Duration.ofHours(10));
    private static final long FIRST = 1_764_000_000_000_000L;

    @Test
    void sessionsThatBeganTogetherEndWithinTheLastFifth() {
        assertEquals(0, reached(Duration.ofHours(8).minusNanos(1)));
        assertEquals(1000, reached(Duration.ofHours(10)));
        long half = reached(Duration.ofHours(9));
        assertTrue(half > 400 && half < 600, "after 9 h: " + half);
    }

    @Test
    void aChargePointThatIsChargingHasTheWholeAge() {
        SessionEpoch epoch = new SessionEpoch(FIRST);
        assertFalse(LIMIT.isReached(epoch, Duration.ofHours(10).toNanos() - 1, true));
        assertTrue(LIMIT.isReached(epoch, Duration.ofHours(10).toNanos(), true));
    }

    private static long reached(Duration age) {
        return LongStream.range(FIRST, FIRST + 1000)
                .filter(epoch -> LIMIT.isReached(new SessionEpoch(epoch), age.toNanos(), false))
                .count();
    }
}
