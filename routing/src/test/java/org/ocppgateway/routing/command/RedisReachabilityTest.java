package org.ocppgateway.routing.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When a pod must assume that others have declared it dead. */
class RedisReachabilityTest {
    private static final Instant BEGAN = Instant.parse("2026-11-21T10:00:00Z");
    private static final Duration LEASE = Duration.ofSeconds(10);
    private static final Duration SETTLING = Duration.ofSeconds(5);

    private final RedisReachability reachability = new RedisReachability(LEASE, SETTLING);

    private static Instant at(int second) {
        return BEGAN.plusSeconds(second);
    }

    private void fails(int second) {
        reachability.onCall(at(second));
    }

    private void reaches(int second, int since, int othersReached) {
        reachability.onCall(at(second));
        reachability.onReply(at(since), at(othersReached), at(second));
    }

    private void assertCutOff(boolean expected, int after) {
        assertEquals(Optional.of(expected), reachability.wasCutOffAfter(at(after)));
    }

    @Test
    void aPodThatReachesRedisWithinEachLeaseWasNotCutOff() {
        for (int second = 0; second < 60; second += 9) {
            reaches(second, 0, 0);
        }
        assertCutOff(false, 0);
    }

    @Test
    void aPodThatMissedRedisForLongerThanItsLeaseWasCutOffIfRedisLostNothing() {
        reaches(0, 0, 0);
        fails(5);
        fails(10);
        reaches(14, 0, 0);

        assertCutOff(true, 13);
        assertCutOff(false, 15);
    }

    @Test
    void noPodWasCutOffIfRedisWasOutForAllAndCameBackEmpty() {
        reaches(0, 0, 0);
        fails(8);
        fails(16);
        reaches(24, 24, 0);
        assertEquals(Optional.empty(), reachability.wasCutOffAfter(at(1)));
        reaches(29, 24, 9);

        assertCutOff(false, 1);
    }

    @Test
    void aPodWasCutOffIfOthersReachedRedisForLonger() {
        reaches(0, 0, 0);
        fails(8);
        fails(16);
        reaches(24, 24, 0);
        reaches(29, 24, 11);

        assertCutOff(true, 1);
    }

    @Test
    void aPausedPodWasCutOffWhateverOthersReport() {
        reaches(0, 0, 0);
        reaches(24, 24, 0);
        reaches(29, 24, 0);

        assertCutOff(true, 1);
    }

    @Test
    void aSecondLossBeforeTheFirstIsSettledCountsAsCutOff() {
        reaches(0, 0, 0);
        fails(8);
        fails(16);
        reaches(24, 24, 0);
        reaches(26, 26, 0);

        assertCutOff(true, 1);
    }

    @Test
    void aPodThatHasJustStartedWasNotCutOff() {
        reaches(24, 24, 0);

        assertCutOff(false, 0);
    }
}
