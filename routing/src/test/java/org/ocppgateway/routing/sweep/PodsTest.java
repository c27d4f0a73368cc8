package org.ocppgateway.routing.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.ocppgateway.routing.command.HandDrivenClock;
import org.ocppgateway.routing.route.RoutesUnavailableException;
import org.ocppgateway.routing.sweep.Sight.Life;

/** When a missing lease means that a pod is dead. */
class PodsTest {
    private static final String POD = "gateway-1";
    private static final String INCARNATION = POD + "/a";
    private static final Duration DEAD_AFTER = Duration.ofSeconds(6);

    private final HandDrivenClock clock = new HandDrivenClock();
    private final FakeLeases leases = new FakeLeases();
    private final Pods pods = new Pods(leases, clock, DEAD_AFTER, Duration.ofSeconds(1));

    private Life look() throws Exception {
        return pods.incarnation(INCARNATION);
    }

    private Life lookFor(int seconds) throws Exception {
        Life life = look();
        for (int second = 0; second < seconds; second++) {
            clock.advance(Duration.ofSeconds(1));
            life = look();
        }
        return life;
    }

    @Test
    void aLeaseThatIsSeenMissingForLongEnoughIsADeath() throws Exception {
        assertEquals(Life.SUSPECT, lookFor(5));
        assertEquals(Life.DEAD, lookFor(1));
    }

    @Test
    void aStaleSightingDoesNotCount() throws Exception {
        assertEquals(Life.SUSPECT, look());
        clock.advance(Duration.ofMinutes(10));
        assertEquals(Life.SUSPECT, look(), "there was no look for ten minutes");
        assertEquals(Life.DEAD, lookFor(6));
    }

    @Test
    void aLeaseThatWasThereBetweenBeginsAnew() throws Exception {
        lookFor(4);
        leases.live(POD, "a", 1, 0);
        assertEquals(Life.LIVES, lookFor(2));
        leases.die(POD);
        assertEquals(Life.SUSPECT, lookFor(6));
        assertEquals(Life.DEAD, lookFor(1));
    }

    @Test
    void thereIsNoVerdictBeforeEveryoneHadTheTimeToRenew() throws Exception {
        leases.conclusiveFor(Duration.ZERO);
        assertEquals(Life.SUSPECT, lookFor(60));
        leases.conclusiveFor(DEAD_AFTER.minusMillis(1));
        assertEquals(Life.SUSPECT, lookFor(1));
        leases.conclusiveFor(DEAD_AFTER);
        assertEquals(Life.DEAD, lookFor(1));
    }

    @Test
    void noVerdictIsPossibleDuringAnOutage() throws Exception {
        lookFor(4);
        leases.out(true);
        clock.advance(Duration.ofSeconds(1));
        assertThrows(RoutesUnavailableException.class, this::look);
        leases.out(false);
        leases.conclusiveFor(Duration.ofSeconds(1));
        assertEquals(Life.SUSPECT, lookFor(10));
    }
}
