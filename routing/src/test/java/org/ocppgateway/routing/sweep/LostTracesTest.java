package org.ocppgateway.routing.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the sweeper makes of a command whose sending may have left no trace in Redis. */
class LostTracesTest extends SweeperFixture {
    @Test
    void withRedisOutNothingIsDecidedAndADeathIsNotAssumedAfterIt() throws Exception {
        read("c1", "");
        leases.die("gateway-0");
        pass(Duration.ofSeconds(3));
        states.out(true);
        leases.out(true);
        pass(Duration.ofSeconds(30));
        states.out(false);
        leases.out(false);
        pass(Duration.ofSeconds(3));

        assertHeld();
    }

    @Test
    void whatADeadPodNotedInKafkaThatItWouldSendIsUncertain() throws Exception {
        read("c1", "");
        note("c1");
        leases.die("gateway-0");
        routes.at(CHARGE_POINT, "gateway-1");

        untilDead();

        assertOutcome("uncertain", true);
        assertEquals(List.of(), forwarded);
    }

    @Test
    void nothingIsDecidedBeforeAllIsReadThatADeadPodMayHaveNoted() throws Exception {
        read("c1", "");
        leases.die("gateway-0");
        routes.at(CHARGE_POINT, "gateway-1");
        endsKnown = false;
        untilDead();
        assertHeld();

        offset++;
        endsKnown = true;
        pass(Duration.ofSeconds(5));
        assertHeld();

        offset--;
        note("c1");
        pass(Duration.ofSeconds(2));
        assertOutcome("uncertain", true);
    }

    @Test
    void whatRedisMayHaveForgottenIsUncertain() throws Exception {
        read("c1", ",\"expiresAt\":\"2026-11-21T11:00:00Z\"");
        states.flush(clock.instant());
        leases.die("gateway-0");
        routes.at(CHARGE_POINT, "gateway-1", clock.instant());

        untilDead();

        assertOutcome("uncertain", true);
        assertEquals(List.of(), forwarded);
    }

    @Test
    void aCommandThatWasWrittenWhenItsChargePointHadMovedOnWasNotSentByTheDeadPod() throws Exception {
        routes.at(CHARGE_POINT, "gateway-1", clock.instant());
        pass(Duration.ofSeconds(3));
        read("c1", ",\"expiresAt\":\"2026-11-21T11:00:00Z\"");
        states.flush(clock.instant());
        leases.die("gateway-0");

        untilDead();

        assertEquals(List.of("gateway-1"), forwarded);
    }
}
