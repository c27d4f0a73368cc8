package org.ocppgateway.routing.sweep;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.routing.PodContext;
import org.ocppgateway.routing.command.CommandRecord;
import org.ocppgateway.routing.command.CommandSettings;
import org.ocppgateway.routing.command.PauseMonitor;
import org.ocppgateway.routing.command.Workers;

/** A command that may have been sent without a state in Redis. */
class LostStateTest extends SweeperFixture {
    private static final byte[] RESET =
            "{\"commandId\":\"c1\",\"chargePointId\":\"CP-1\",\"type\":\"reset\",\"data\":{}}".getBytes(UTF_8);

    @Test
    void nothingIsDecidedDuringARedisOutageAndNoPodCountsAsDeadAfterIt() throws Exception {
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

    /** The wait after the outage is as long as the one after an expiry otherwise. */
    @Test
    void aCommandThatExpiredDuringARedisOutageIsLeftToItsLivePodForAWhile() throws Exception {
        List<Workers.Work> steps = new ArrayList<>();
        PodContext pod = pod();
        PauseMonitor pauseMonitor = new PauseMonitor(Duration.ofSeconds(1), ports.states(), pod);
        pauseMonitor.start(byHand(steps));
        Sweeper watched = sweeper(SETTINGS, pod, pauseMonitor);
        watched.assigned(PARTITION);
        watched.accept(PARTITION, 10, new PodId("gateway-0"), new CommandRecord(RESET, 0, clock.instant(), TRACE));
        states.out(true);
        leases.out(true);
        passWatched(watched, steps, Duration.ofMinutes(5));
        states.flush(clock.instant());
        states.out(false);
        leases.out(false);

        passWatched(
                watched,
                steps,
                CommandSettings.defaults().answerTimeout().plus(SETTINGS.grace().overdue()));
        assertEquals(1, watched.tracked());
        assertEquals(List.of(), results);

        passWatched(watched, steps, Duration.ofSeconds(3));
        assertOutcome("uncertain", true);
    }

    private static Workers byHand(List<Workers.Work> steps) {
        return new Workers() {
            @Override
            public Worker start(String name, Work work) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Worker repeat(String name, Duration pause, Work step) {
                steps.add(step);
                return () -> {};
            }

            @Override
            public void pause(Duration duration) {
                throw new UnsupportedOperationException();
            }
        };
    }

    private void passWatched(Sweeper watched, List<Workers.Work> steps, Duration time) throws Exception {
        for (Duration left = time; left.isPositive(); left = left.minusSeconds(1)) {
            clock.advance(Duration.ofSeconds(1));
            for (Workers.Work step : steps) {
                step.run();
            }
            watched.tick();
        }
    }

    @Test
    void aCommandWhoseStateMayBeLostIsUncertain() throws Exception {
        read("c1", ",\"expiresAt\":\"2026-11-21T11:00:00Z\"");
        states.flush(clock.instant());
        leases.die("gateway-0");
        routes.at(CHARGE_POINT, "gateway-1", clock.instant());

        untilDead();

        assertOutcome("uncertain", true);
        assertEquals(List.of(), forwarded);
    }

    @Test
    void aCommandThatADeadPodMayHaveForwardedIsUncertain() throws Exception {
        routes.at(CHARGE_POINT, "gateway-1", clock.instant());
        pass(Duration.ofSeconds(3));
        read("c1", ",\"expiresAt\":\"2026-11-21T11:00:00Z\"");
        states.flush(clock.instant());
        leases.die("gateway-0");

        untilDead();

        assertOutcome("uncertain", true);
    }

    @Test
    void thePublishedResultOfALostStateIsKept() throws Exception {
        read("c1", "");
        states.flush(clock.instant());
        published.put("c1", "{\"theirs\":1}");
        leases.die("gateway-0");

        untilDead();

        assertEquals(List.of(), results);
        assertEquals("{\"theirs\":1}", states.result("c1"));
        assertAllDone();
    }

    @Test
    void aRepetitionIsAsOldAsItsCommand() throws Exception {
        states.flush(clock.instant().minusSeconds(10));
        read("c1", ",\"issuedAt\":\"" + clock.instant().minusSeconds(20) + "\"");
        leases.die("gateway-0");
        routes.at(CHARGE_POINT, "gateway-1");

        untilDead();

        assertOutcome("uncertain", true);
    }
}
