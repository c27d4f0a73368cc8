package org.ocppgateway.gateway.drain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Rates and times of departures. */
class LeavePlanTest {
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);
    private static final DrainSettings DEFAULTS = new DrainSettings(STOP_TIMEOUT, Duration.ofSeconds(5), 0);
    private static final DrainSettings TEN_A_SECOND = new DrainSettings(STOP_TIMEOUT, Duration.ofSeconds(5), 10);

    @Test
    void theDefaultRateOfAShutdownUsesHalfOfTheStopTimeout() {
        assertEquals(1267, LeavePlan.stop(19_000, DEFAULTS, STOP_TIMEOUT).ratePerSecond());
    }

    @Test
    void theDefaultRateIsAtLeastFiftyPerSecond() {
        assertEquals(50, LeavePlan.stop(3, DEFAULTS, STOP_TIMEOUT).ratePerSecond());
        assertEquals(50, LeavePlan.drain(3, DEFAULTS, 0, Duration.ZERO).ratePerSecond());
    }

    @Test
    void theConfiguredRateIsUsedIfTheTimeSuffices() {
        assertEquals(10, LeavePlan.stop(150, TEN_A_SECOND, STOP_TIMEOUT).ratePerSecond());
        assertEquals(20, LeavePlan.stop(300, TEN_A_SECOND, STOP_TIMEOUT).ratePerSecond());
    }

    @Test
    void theLastSessionOfAShutdownHasTimeForItsOutstandingCalls() {
        LeavePlan plan = LeavePlan.stop(19_000, DEFAULTS, STOP_TIMEOUT);
        Duration last = plan.delay().plus(Duration.ofMillis(1000L * 19_000 / plan.ratePerSecond()));
        assertTrue(plan.limit().minus(last).compareTo(STOP_TIMEOUT.dividedBy(12)) >= 0, last.toString());
    }

    @Test
    void aDrainWithARateLastsAsLongAsTheRateRequires() {
        LeavePlan plan = LeavePlan.drain(19_000, DEFAULTS, 10, Duration.ZERO);
        assertEquals(10, plan.ratePerSecond());
        assertEquals(Duration.ofSeconds(3805), plan.limit());
    }

    @Test
    void aDrainWithADeadlineUsesAHigherRateThanRequestedIfItMust() {
        LeavePlan plan = LeavePlan.drain(19_000, DEFAULTS, 10, Duration.ofSeconds(100));
        assertEquals(380, plan.ratePerSecond());
        assertEquals(Duration.ofSeconds(100), plan.limit());
    }

    @Test
    void theBalancerDelayTakesASixthOfTheTimeAtMost() {
        assertEquals(
                Duration.ofSeconds(1),
                LeavePlan.stop(1, DEFAULTS, Duration.ofSeconds(6)).delay());
    }
}
