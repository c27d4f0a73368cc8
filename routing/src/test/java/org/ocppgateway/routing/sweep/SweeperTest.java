package org.ocppgateway.routing.sweep;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.PodId;
import org.ocppgateway.protocol.model.CommandReader;
import org.ocppgateway.routing.command.CommandRecord;
import org.ocppgateway.routing.command.CommandSettings;
import org.ocppgateway.routing.command.CommandStates;
import org.ocppgateway.routing.command.FakeRouteFinder;
import org.ocppgateway.routing.command.HandDrivenClock;
import org.ocppgateway.routing.command.InMemoryCommandStates;
import org.ocppgateway.routing.command.UndecodableException;
import org.ocppgateway.routing.event.PublishException;

class SweeperTest {
    private static final ChargePointId CHARGE_POINT = new ChargePointId("CP-1");
    private static final SweepSettings SETTINGS = SweepSettings.defaults();
    private static final int PARTITION = 3;
    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private final HandDrivenClock clock = new HandDrivenClock();
    private final InMemoryCommandStates states = new InMemoryCommandStates();
    private final CommandStates dead = states.asSeenBy("gateway-0/old");
    private final FakeLeases leases = new FakeLeases();
    private final FakeRouteFinder routes = new FakeRouteFinder();
    private final List<String> traces = new ArrayList<>();
    private final List<String> results = new ArrayList<>();
    private final List<String> forwarded = new ArrayList<>();
    private boolean kafkaOut;
    private boolean endsKnown = true;
    private long offset = 10;
    private final Sweeper sweeper = new Sweeper(
            SETTINGS,
            CommandSettings.defaults(),
            new PodId("gateway-1"),
            states.asSeenBy("gateway-1/1"),
            leases,
            partition -> endsKnown ? OptionalLong.of(offset) : OptionalLong.empty(),
            routes,
            (record, pod, partition) -> forward(pod),
            (id, result, trace) -> publish(result, trace),
            (id, commandId, since) -> Optional.empty(),
            Runnable::run,
            new PrometheusRegistry(),
            clock,
            clock);

    private void publish(String result, @Nullable String trace) throws PublishException {
        refuseIfOut();
        traces.add(String.valueOf(trace));
        results.add(result);
    }

    private void forward(PodId pod) throws PublishException {
        refuseIfOut();
        forwarded.add(pod.value());
    }

    private void refuseIfOut() throws PublishException {
        if (kafkaOut) {
            throw new PublishException(PublishException.Reason.OUTAGE, "out, says the test");
        }
    }

    @BeforeEach
    void twoPods() {
        leases.live("gateway-0", "old", PARTITION, 10);
        leases.live("gateway-1", "1", 5, 0);
        sweeper.assigned(PARTITION, offset);
    }

    private void read(String id, String more) throws Exception {
        read(id, more, 0, "gateway-0");
    }

    private void read(String id, String more, int hops, @Nullable String pod) throws Exception {
        String command =
                "{\"commandId\":\"" + id + "\",\"chargePointId\":\"CP-1\",\"type\":\"reset\",\"data\":{}" + more + "}";
        sweeper.accept(
                PARTITION,
                offset++,
                pod == null ? null : new PodId(pod),
                new CommandRecord(command.getBytes(UTF_8), hops, clock.instant(), TRACE));
    }

    private void note(String id) throws Exception {
        sweeper.accept(
                PARTITION,
                offset++,
                new PodId("gateway-0"),
                new CommandRecord(CommandReader.sending(id), 0, clock.instant(), null));
    }

    /** Time passes in small steps, with a look after each. */
    private void pass(Duration time) {
        for (Duration left = time; left.isPositive(); left = left.minusSeconds(1)) {
            clock.advance(Duration.ofSeconds(1));
            sweeper.tick();
        }
        sweeper.tick();
    }

    private void untilDead() {
        pass(SETTINGS.deadAfter().plusSeconds(2));
    }

    private void assertOutcome(String outcome, boolean sent) {
        assertEquals(1, results.size(), results.toString());
        assertEquals(List.of(TRACE), traces);
        assertTrue(results.getFirst().contains("\"outcome\":\"" + outcome + "\",\"sent\":" + sent), results.toString());
        assertEquals(OptionalLong.of(offset), sweeper.progress(PARTITION));
        assertEquals(0, sweeper.held());
    }

    private void assertHeld() {
        assertEquals(List.of(), results);
        assertEquals(List.of(), forwarded);
        assertEquals(OptionalLong.of(10), sweeper.progress(PARTITION));
    }

    @Test
    void progressWaitsForWhatALivingPodIsAnsweringFor() throws Exception {
        read("c1", "");
        dead.claim("c1", CHARGE_POINT, clock.instant());
        pass(Duration.ofSeconds(30));
        assertHeld();

        dead.end("c1", "{}");
        dead.delivered("c1");
        pass(Duration.ofSeconds(2));

        assertEquals(List.of(), results);
        assertEquals(OptionalLong.of(11), sweeper.progress(PARTITION));
    }

    @Test
    void aResultThatIsStoredButNotDeliveredIsDeliveredAgain() throws Exception {
        read("c1", "");
        dead.claim("c1", CHARGE_POINT, clock.instant());
        dead.end("c1", "{\"theirs\":1}");

        pass(SETTINGS.deliveryGrace().plusSeconds(2));

        assertEquals(List.of("{\"theirs\":1}"), results);
        assertEquals(0, sweeper.held());
    }

    @Test
    void whatADeadPodHadNotReadIsReRoutedToThePodThatHasTheChargePointNow() throws Exception {
        read("c1", "");
        leases.die("gateway-0");
        routes.at(CHARGE_POINT, "gateway-1");

        untilDead();

        assertEquals(List.of("gateway-1"), forwarded);
        assertEquals(List.of(), results);
        assertEquals(0, sweeper.held());
    }

    @Test
    void whatADeadPodHadClaimedAndNotSentIsReRoutedAndLostToIt() throws Exception {
        read("c1", "");
        dead.claim("c1", CHARGE_POINT, clock.instant());
        leases.die("gateway-0");
        routes.at(CHARGE_POINT, "gateway-1");

        untilDead();

        assertEquals(List.of("gateway-1"), forwarded);
        assertEquals(false, dead.send("c1", clock.instant()));
    }

    @Test
    void whatADeadPodHadSentIsUncertain() throws Exception {
        read("c1", "");
        dead.claim("c1", CHARGE_POINT, clock.instant());
        dead.send("c1", clock.instant());
        leases.die("gateway-0");
        routes.at(CHARGE_POINT, "gateway-1");

        untilDead();

        assertOutcome("uncertain", true);
        assertEquals(List.of(), forwarded);
    }

    @Test
    void whatADeadPodHadSentIsReRoutedIfItMayBeSentAgain() throws Exception {
        read("c1", ",\"resend\":true");
        dead.claim("c1", CHARGE_POINT, clock.instant());
        dead.send("c1", clock.instant());
        leases.die("gateway-0");
        routes.at(CHARGE_POINT, "gateway-1");

        untilDead();

        assertEquals(List.of("gateway-1"), forwarded);
        assertEquals(List.of(), results);
    }

    @Test
    void aRestartUnderTheSameNameAnswersOnlyForWhatItReads() throws Exception {
        read("c1", "");
        read("c2", "");
        leases.live("gateway-0", "new", PARTITION, 11);
        routes.at(CHARGE_POINT, "gateway-0");

        pass(Duration.ofSeconds(2));

        assertEquals(List.of("gateway-0"), forwarded);
        assertEquals(OptionalLong.of(11), sweeper.progress(PARTITION));
    }

    @Test
    void aCommandForAPodThatNeverWasEndsWhenItsChargePointIsNowhere() throws Exception {
        read("c1", "", 0, "gateway-9");

        untilDead();
        pass(SETTINGS.reconnectHold());

        assertOutcome("not-connected", false);
    }

    @Test
    void aKeyThatIsNoPodsNameIsNobodys() throws Exception {
        read("c1", "", 0, null);
        routes.at(CHARGE_POINT, "gateway-1");

        pass(Duration.ofSeconds(2));

        assertEquals(List.of("gateway-1"), forwarded);
    }

    @Test
    void aCommandThatWasForwardedOnceEndsInsteadOfTravellingOn() throws Exception {
        read("c1", "", 1, "gateway-0");
        leases.die("gateway-0");
        routes.at(CHARGE_POINT, "gateway-1");

        untilDead();

        assertOutcome("not-connected", false);
    }

    @Test
    void aCommandThatExpiredMeanwhileIsExpired() throws Exception {
        read("c1", ",\"expiresAt\":\"2026-11-21T10:00:03Z\"");
        leases.die("gateway-0");
        routes.at(CHARGE_POINT, "gateway-1");

        untilDead();

        assertOutcome("expired", false);
    }

    @Test
    void anInvalidCommandThatNobodyReadIsInvalid() throws Exception {
        read("c1", ",\"priority\":\"whenever\"");
        leases.die("gateway-0");

        untilDead();

        assertOutcome("invalid", false);
    }

    @Test
    void aLeaseThatIsMissingForAMomentIsNoDeath() throws Exception {
        read("c1", "");
        dead.claim("c1", CHARGE_POINT, clock.instant());
        dead.send("c1", clock.instant());
        leases.die("gateway-0");
        pass(SETTINGS.deadAfter().minusSeconds(2));
        leases.live("gateway-0", "old", PARTITION, 10);
        pass(Duration.ofSeconds(20));

        assertHeld();
    }

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

    @Test
    void aPausedPodThatSendsAtTheLastMomentIsBelieved() throws Exception {
        read("c1", "");
        dead.claim("c1", CHARGE_POINT, clock.instant());
        leases.die("gateway-0");
        untilDead();
        assertHeld();

        assertTrue(dead.send("c1", clock.instant()));
        pass(Duration.ofSeconds(2));

        assertOutcome("uncertain", true);
        assertEquals(results.getFirst(), dead.end("c1", "{\"outcome\":\"completed\"}"));
    }

    @Test
    void aLivingPodThatNeverEndsACommandDoesNotKeepItForever() throws Exception {
        read("c1", "");
        dead.claim("c1", CHARGE_POINT, clock.instant());

        pass(Duration.ofMinutes(3));

        assertOutcome("expired", false);
    }

    @Test
    void withKafkaOutADecisionIsMadeGoodLater() throws Exception {
        read("c1", "");
        dead.claim("c1", CHARGE_POINT, clock.instant());
        dead.send("c1", clock.instant());
        leases.die("gateway-0");
        kafkaOut = true;
        untilDead();
        assertHeld();

        kafkaOut = false;
        pass(SETTINGS.deliveryGrace().plusSeconds(2));

        assertOutcome("uncertain", true);
    }

    @Test
    void theUndecodableIsBuriedOnlyIfNoLivingPodDoes() throws Exception {
        CommandRecord broken = new CommandRecord("{".getBytes(UTF_8), 0, clock.instant(), null);
        sweeper.accept(PARTITION, offset++, new PodId("gateway-0"), broken);

        assertThrows(
                UndecodableException.class, () -> sweeper.accept(PARTITION, offset++, new PodId("gateway-9"), broken));
        assertEquals(OptionalLong.of(12), sweeper.progress(PARTITION));
    }

    @Test
    void whatWasRevokedIsAnothersToSweep() throws Exception {
        read("c1", "");
        sweeper.revoked(PARTITION);

        assertEquals(0, sweeper.held());
        assertEquals(OptionalLong.empty(), sweeper.progress(PARTITION));
    }
}
