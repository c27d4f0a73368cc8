package org.ocppgateway.routing.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.ocppgateway.routing.command.HandDrivenClock;
import org.ocppgateway.routing.route.RoutesUnavailableException;
import org.ocppgateway.routing.sweep.CommandSnapshot.Liveness;

/** When a missing lease means that a pod is dead. */
class PodLivenessTest {
    private static final String POD = "gateway-1";
    private static final String INCARNATION = POD + "/a";
    private static final Duration POD_TIMEOUT = Duration.ofSeconds(6);

    private final HandDrivenClock clock = new HandDrivenClock();
    private final FakeLeases leases = new FakeLeases();
    private final PodLiveness pods = new PodLiveness(leases, clock, POD_TIMEOUT, Duration.ofSeconds(1));

    private Liveness observe() throws Exception {
        return pods.incarnation(INCARNATION);
    }

    private Liveness lookFor(int seconds) throws Exception {
        Liveness liveness = observe();
        for (int second = 0; second < seconds; second++) {
            clock.advance(Duration.ofSeconds(1));
            liveness = observe();
        }
        return liveness;
    }

    @Test
    void aLeaseObservedMissingForLongEnoughMeansDeath() throws Exception {
        assertEquals(Liveness.SUSPECT, lookFor(5));
        assertEquals(Liveness.DEAD, lookFor(1));
    }

    @Test
    void aStaleObservationDoesNotCount() throws Exception {
        assertEquals(Liveness.SUSPECT, observe());
        clock.advance(Duration.ofMinutes(10));
        assertEquals(Liveness.SUSPECT, observe(), "there was no observation for ten minutes");
        assertEquals(Liveness.DEAD, lookFor(6));
    }

    @Test
    void aLeaseSeenInBetweenRestartsTheTimeout() throws Exception {
        lookFor(4);
        leases.live(POD, "a", 1, 0);
        assertEquals(Liveness.ALIVE, lookFor(2));
        leases.die(POD);
        assertEquals(Liveness.SUSPECT, lookFor(6));
        assertEquals(Liveness.DEAD, lookFor(1));
    }

    @Test
    void noPodIsDeadBeforeEveryPodHadTimeToRenew() throws Exception {
        leases.conclusiveFor(Duration.ZERO);
        assertEquals(Liveness.SUSPECT, lookFor(60));
        leases.conclusiveFor(POD_TIMEOUT.minusMillis(1));
        assertEquals(Liveness.SUSPECT, lookFor(1));
        leases.conclusiveFor(POD_TIMEOUT);
        assertEquals(Liveness.DEAD, lookFor(1));
    }

    @Test
    void noPodIsDeadDuringAnOutage() throws Exception {
        lookFor(4);
        leases.out(true);
        clock.advance(Duration.ofSeconds(1));
        assertThrows(RoutesUnavailableException.class, this::observe);
        leases.out(false);
        leases.conclusiveFor(Duration.ofSeconds(1));
        assertEquals(Liveness.SUSPECT, lookFor(10));
    }
}
