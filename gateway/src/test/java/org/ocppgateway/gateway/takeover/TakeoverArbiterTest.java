package org.ocppgateway.gateway.takeover;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.ocppgateway.gateway.takeover.TakeoverSettings.Mode;
import org.ocppgateway.protocol.ChargePointId;
import org.ocppgateway.protocol.SessionEpoch;

/** Takeover decisions about sessions of this pod. */
class TakeoverArbiterTest {
    private static final int LIMIT = 3;

    private final NewConnection connection = new NewConnection(new ChargePointId("CP-1"), "192.0.2.9:1");
    private final FakeExistingSession existing = new FakeExistingSession();
    private final InMemoryWindowCounter counter = new InMemoryWindowCounter();
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1000);
    private final TakeoverArbiter prober = arbiter(Mode.PROBE);

    private TakeoverArbiter arbiter(Mode mode) {
        return arbiter(mode, Duration.ofSeconds(3));
    }

    private TakeoverArbiter arbiter(Mode mode, Duration probeTimeout) {
        TakeoverSettings settings =
                new TakeoverSettings(mode, probeTimeout, Duration.ofSeconds(60), Duration.ofSeconds(60), LIMIT, 5);
        return new TakeoverArbiter(
                settings,
                id -> id.value().startsWith("CP-1") ? existing : null,
                counter,
                nanos::get,
                new TakeoverMetrics(new PrometheusRegistry()));
    }

    private void advance(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void aMissingOrEndedSessionDoesNotBlockANewConnection() throws Exception {
        assertEquals(TakeoverDecision.GONE, prober.decide(new NewConnection(new ChargePointId("CP-2"), "")));
        existing.open = false;
        assertEquals(TakeoverDecision.GONE, prober.decide(connection));
        assertEquals(0, existing.probes.get());
    }

    @Test
    void aSilentSessionYields() throws Exception {
        existing.alive = false;
        assertEquals(TakeoverDecision.YIELDS, prober.decide(connection));
        assertEquals(List.of(), existing.published);
    }

    @Test
    void aLiveSessionStaysAndOneSecurityEventPerMinuteIsPublished() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertEquals(TakeoverDecision.STAYS, prober.decide(connection));
            advance(Duration.ofSeconds(10));
        }
        assertEquals(1, existing.published.size());
        String event = existing.published.getFirst();
        assertTrue(event.startsWith("security.event"), event);
        assertTrue(event.contains("192.0.2.9:1"), event);
    }

    @Test
    void anUnpublishedEventIsRetriedAtTheNextRefusal() throws Exception {
        existing.acceptsEvents = false;
        assertEquals(TakeoverDecision.STAYS, prober.decide(connection));
        existing.acceptsEvents = true;
        assertEquals(TakeoverDecision.STAYS, prober.decide(connection));
        assertEquals(1, existing.published.size());
        assertEquals(TakeoverDecision.STAYS, prober.decide(connection));
        assertEquals(1, existing.published.size());
    }

    @Test
    void oneChargePointUsesOnePermitHoweverOftenItConnects() throws Exception {
        existing.answerLatch = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<TakeoverDecision>> decisions = decideConcurrently(threads, prober, 100, false);
            await().until(() -> existing.probes.get() == 1);
            decisions.addAll(decideConcurrently(threads, prober, 4, true));
            await().until(() -> existing.probes.get() == 5);
            existing.answerLatch.countDown();
            for (Future<TakeoverDecision> decision : decisions) {
                assertEquals(TakeoverDecision.STAYS, decision.get());
            }
        }
    }

    @Test
    void repeatedAttemptsForTheChallengePeriodWin() throws Exception {
        assertEquals(TakeoverDecision.STAYS, prober.decide(connection));
        advance(Duration.ofSeconds(30));
        assertEquals(TakeoverDecision.STAYS, prober.decide(connection));
        advance(Duration.ofSeconds(30));
        assertEquals(TakeoverDecision.YIELDS, prober.decide(connection));
        existing.epoch = new SessionEpoch(2);
        assertEquals(TakeoverDecision.STAYS, prober.decide(connection));
    }

    @Test
    void rareAttemptsDoNotAccumulateToATakeover() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertEquals(TakeoverDecision.STAYS, prober.decide(connection));
            advance(Duration.ofMinutes(6));
        }
    }

    @Test
    void takeoversOfOneIdentityAreLimited() throws Exception {
        existing.alive = false;
        for (int i = 0; i < LIMIT; i++) {
            assertEquals(TakeoverDecision.YIELDS, prober.decide(connection));
        }
        assertEquals(TakeoverDecision.STAYS, prober.decide(connection));
        assertEquals(1, existing.published.size());
        counter.endWindows();
        assertEquals(TakeoverDecision.YIELDS, prober.decide(connection));
    }

    @Test
    void inNewestModeTheNewConnectionWinsUntilTheTakeoverLimit() throws Exception {
        TakeoverArbiter newest = arbiter(Mode.NEWEST);
        for (int i = 0; i < LIMIT; i++) {
            assertEquals(TakeoverDecision.YIELDS, newest.decide(connection));
        }
        assertEquals(0, existing.probes.get());
        assertEquals(TakeoverDecision.STAYS, newest.decide(connection));
        assertEquals(1, existing.probes.get());
    }

    @Test
    void withoutRedisASilentSessionYieldsAndNewestModeProbes() throws Exception {
        counter.unavailable = true;
        TakeoverArbiter newest = arbiter(Mode.NEWEST);
        assertEquals(TakeoverDecision.STAYS, newest.decide(connection));
        assertEquals(1, existing.published.size());
        existing.alive = false;
        assertEquals(TakeoverDecision.YIELDS, newest.decide(connection));
        assertEquals(2, existing.probes.get());
    }

    @Test
    void concurrentConnectionsShareOneProbe() throws Exception {
        existing.alive = false;
        existing.answerLatch = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<TakeoverDecision>> decisions = decideConcurrently(threads, prober, 50, false);
            await().until(() -> existing.probes.get() == 1 && prober.inProgress() == 1);
            existing.answerLatch.countDown();
            for (Future<TakeoverDecision> decision : decisions) {
                assertEquals(TakeoverDecision.YIELDS, decision.get());
            }
        }
        assertEquals(1, existing.probes.get());
    }

    @Test
    void aboveTheProbeLimitADecisionTimesOutAsBusy() throws Exception {
        TakeoverArbiter hasty = arbiter(Mode.PROBE, Duration.ofMillis(50));
        existing.answerLatch = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<TakeoverDecision>> decisions = decideConcurrently(threads, hasty, 5, true);
            await().until(() -> hasty.inProgress() == 5);
            assertEquals(TakeoverDecision.BUSY, hasty.decide(connection));
            existing.answerLatch.countDown();
            for (Future<TakeoverDecision> decision : decisions) {
                assertEquals(TakeoverDecision.STAYS, decision.get());
            }
        }
    }

    @Test
    void aboveTheProbeLimitADecisionWaits() throws Exception {
        TakeoverArbiter probing = arbiter(Mode.PROBE, Duration.ofMinutes(5));
        existing.answerLatch = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<TakeoverDecision>> decisions = decideConcurrently(threads, probing, 6, true);
            await().until(() -> probing.inProgress() == 5);
            existing.answerLatch.countDown();
            for (Future<TakeoverDecision> decision : decisions) {
                assertEquals(TakeoverDecision.STAYS, decision.get());
            }
        }
    }

    /** Returns when each of the new connections waits for its decision. */
    private List<Future<TakeoverDecision>> decideConcurrently(
            ExecutorService threads, TakeoverArbiter arbiter, int count, boolean distinctChargePoints) {
        List<Future<TakeoverDecision>> decisions = new ArrayList<>();
        Queue<Thread> deciding = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < count; i++) {
            ChargePointId id = new ChargePointId(distinctChargePoints ? "CP-1" + i : "CP-1");
            decisions.add(threads.submit(() -> {
                deciding.add(Thread.currentThread());
                return arbiter.decide(new NewConnection(id, "192.0.2.9:1"));
            }));
        }
        await().until(() -> deciding.size() == count && deciding.stream().allMatch(TakeoverArbiterTest::isWaiting));
        return decisions;
    }

    private static boolean isWaiting(Thread thread) {
        return switch (thread.getState()) {
            case WAITING, TIMED_WAITING, TERMINATED -> true;
            case NEW, RUNNABLE, BLOCKED -> false;
        };
    }
}
