package org.ocppgateway.gateway.takeover;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.ocppgateway.gateway.takeover.TakeoverSettings.Mode;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.SessionEpoch;

/** Who wins when a charge point connects that has a session on this pod. */
class TakeoverArbiterTest {
    private static final int LIMIT = 3;

    private final NewConnection newcomer = new NewConnection(new ChargePointId("CP-1"), "192.0.2.9:1");
    private final FakeExistingSession incumbent = new FakeExistingSession();
    private final CountingTally tally = new CountingTally();
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1000);
    private final TakeoverArbiter probing = incumbents(Mode.PROBE);

    private TakeoverArbiter incumbents(Mode mode) {
        return incumbents(mode, Duration.ofSeconds(3));
    }

    private TakeoverArbiter incumbents(Mode mode, Duration probeTimeout) {
        TakeoverSettings settings =
                new TakeoverSettings(mode, probeTimeout, Duration.ofSeconds(60), Duration.ofSeconds(60), LIMIT, 5);
        return new TakeoverArbiter(
                settings,
                id -> id.value().startsWith("CP-1") ? incumbent : null,
                tally,
                nanos::get,
                new TakeoverMetrics(new PrometheusRegistry()));
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void aMissingOrEndedSessionDoesNotBlockANewConnection() throws Exception {
        assertEquals(TakeoverDecision.GONE, probing.decide(new NewConnection(new ChargePointId("CP-2"), "")));
        incumbent.open = false;
        assertEquals(TakeoverDecision.GONE, probing.decide(newcomer));
        assertEquals(0, incumbent.probes.get());
    }

    @Test
    void aSilentSessionYields() throws Exception {
        incumbent.alive = false;
        assertEquals(TakeoverDecision.YIELDS, probing.decide(newcomer));
        assertEquals(List.of(), incumbent.told);
    }

    @Test
    void aLiveSessionStaysAndOneSecurityEventPerMinuteIsPublished() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertEquals(TakeoverDecision.STAYS, probing.decide(newcomer));
            pass(Duration.ofSeconds(10));
        }
        assertEquals(1, incumbent.told.size());
        String event = incumbent.told.getFirst();
        assertTrue(event.startsWith("security.event"), event);
        assertTrue(event.contains("192.0.2.9:1"), event);
    }

    @Test
    void anUnpublishedEventIsRetriedAtTheNextRefusal() throws Exception {
        incumbent.takesEvents = false;
        assertEquals(TakeoverDecision.STAYS, probing.decide(newcomer));
        incumbent.takesEvents = true;
        assertEquals(TakeoverDecision.STAYS, probing.decide(newcomer));
        assertEquals(1, incumbent.told.size());
        assertEquals(TakeoverDecision.STAYS, probing.decide(newcomer));
        assertEquals(1, incumbent.told.size());
    }

    @Test
    void oneChargePointUsesOnePermitHoweverOftenItConnects() throws Exception {
        incumbent.mayAnswer = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<TakeoverDecision>> verdicts = decideAtOnce(threads, probing, 100, false);
            await().until(() -> incumbent.probes.get() == 1);
            verdicts.addAll(decideAtOnce(threads, probing, 4, true));
            await().until(() -> incumbent.probes.get() == 5);
            incumbent.mayAnswer.countDown();
            for (Future<TakeoverDecision> verdict : verdicts) {
                assertEquals(TakeoverDecision.STAYS, verdict.get());
            }
        }
    }

    @Test
    void repeatedAttemptsForTheChallengePeriodWin() throws Exception {
        assertEquals(TakeoverDecision.STAYS, probing.decide(newcomer));
        pass(Duration.ofSeconds(30));
        assertEquals(TakeoverDecision.STAYS, probing.decide(newcomer));
        pass(Duration.ofSeconds(30));
        assertEquals(TakeoverDecision.YIELDS, probing.decide(newcomer));
        incumbent.epoch = new SessionEpoch(2);
        assertEquals(TakeoverDecision.STAYS, probing.decide(newcomer));
    }

    @Test
    void rareAttemptsDoNotAccumulateToATakeover() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertEquals(TakeoverDecision.STAYS, probing.decide(newcomer));
            pass(Duration.ofMinutes(6));
        }
    }

    @Test
    void takeoversOfOneIdentityAreLimited() throws Exception {
        incumbent.alive = false;
        for (int i = 0; i < LIMIT; i++) {
            assertEquals(TakeoverDecision.YIELDS, probing.decide(newcomer));
        }
        assertEquals(TakeoverDecision.STAYS, probing.decide(newcomer));
        assertEquals(1, incumbent.told.size());
        tally.windowsEnd();
        assertEquals(TakeoverDecision.YIELDS, probing.decide(newcomer));
    }

    @Test
    void inNewestModeTheNewConnectionWinsUntilTheTakeoverLimit() throws Exception {
        TakeoverArbiter newest = incumbents(Mode.NEWEST);
        for (int i = 0; i < LIMIT; i++) {
            assertEquals(TakeoverDecision.YIELDS, newest.decide(newcomer));
        }
        assertEquals(0, incumbent.probes.get());
        assertEquals(TakeoverDecision.STAYS, newest.decide(newcomer));
        assertEquals(1, incumbent.probes.get());
    }

    @Test
    void withoutRedisASilentSessionYieldsAndNewestModeProbes() throws Exception {
        tally.out = true;
        TakeoverArbiter newest = incumbents(Mode.NEWEST);
        assertEquals(TakeoverDecision.STAYS, newest.decide(newcomer));
        assertEquals(1, incumbent.told.size());
        incumbent.alive = false;
        assertEquals(TakeoverDecision.YIELDS, newest.decide(newcomer));
        assertEquals(2, incumbent.probes.get());
    }

    @Test
    void concurrentConnectionsShareOneProbe() throws Exception {
        incumbent.alive = false;
        incumbent.mayAnswer = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<TakeoverDecision>> verdicts = decideAtOnce(threads, probing, 50, false);
            await().until(() -> incumbent.probes.get() == 1 && probing.deciding() == 1);
            incumbent.mayAnswer.countDown();
            for (Future<TakeoverDecision> verdict : verdicts) {
                assertEquals(TakeoverDecision.YIELDS, verdict.get());
            }
        }
        assertEquals(1, incumbent.probes.get());
    }

    @Test
    void aboveTheProbeLimitADecisionTimesOutAsBusy() throws Exception {
        TakeoverArbiter hasty = incumbents(Mode.PROBE, Duration.ofMillis(50));
        incumbent.mayAnswer = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<TakeoverDecision>> verdicts = decideAtOnce(threads, hasty, 5, true);
            await().until(() -> hasty.deciding() == 5);
            assertEquals(TakeoverDecision.BUSY, hasty.decide(newcomer));
            incumbent.mayAnswer.countDown();
            for (Future<TakeoverDecision> verdict : verdicts) {
                assertEquals(TakeoverDecision.STAYS, verdict.get());
            }
        }
    }

    @Test
    void aboveTheProbeLimitADecisionWaits() throws Exception {
        TakeoverArbiter patient = incumbents(Mode.PROBE, Duration.ofMinutes(5));
        incumbent.mayAnswer = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<TakeoverDecision>> verdicts = decideAtOnce(threads, patient, 6, true);
            await().until(() -> patient.deciding() == 5);
            incumbent.mayAnswer.countDown();
            for (Future<TakeoverDecision> verdict : verdicts) {
                assertEquals(TakeoverDecision.STAYS, verdict.get());
            }
        }
    }

    private List<Future<TakeoverDecision>> decideAtOnce(
            ExecutorService threads, TakeoverArbiter incumbents, int count, boolean eachForAnother) {
        List<Future<TakeoverDecision>> verdicts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ChargePointId id = new ChargePointId(eachForAnother ? "CP-1" + i : "CP-1");
            verdicts.add(threads.submit(() -> incumbents.decide(new NewConnection(id, "192.0.2.9:1"))));
        }
        return verdicts;
    }
}
