package org.ocppgateway.gateway.drain;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ocppgateway.protocol.PodId;

/** When a rebalance starts without a request: after a rollout, once it has settled. */
class AutomaticRebalanceTest {
    private static final PodId FIRST = new PodId("a");
    private static final PodId SECOND = new PodId("b");
    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

    private final FakePods pods = new FakePods();
    private final FakeLock lock = new FakeLock();
    private final Rebalance rebalance =
            new Rebalance(FIRST, pods, lock, new RebalanceMetrics(new PrometheusRegistry()), () -> NOW);
    private final AutomaticRebalance automatic = automatic(FIRST);

    @BeforeEach
    void afterARollout() {
        pods.connections.putAll(Map.of(FIRST, 0, SECOND, 100));
        pods.startedAt = NOW.minusSeconds(120);
    }

    @AfterEach
    void stop() throws InterruptedException {
        rebalance.stop();
    }

    @Test
    void unevenPodsAreEvenedOutAfterARollout() throws Exception {
        automatic.check();
        await().atMost(Duration.ofSeconds(60)).until(() -> lock.holder.get() == null);
        assertEquals(100, pods.total());
        automatic.check();
        assertNull(lock.holder.get(), "the pods are even");
    }

    @Test
    void aCancelledRebalanceIsNotRepeatedForTheSameRollout() throws Exception {
        pods.away = true;
        automatic.check();
        assertTrue(rebalance.cancel());
        automatic.check();
        assertFalse(rebalance.cancel(), "it runs again");
        pods.startedAt = NOW.minusSeconds(90);
        automatic.check();
        assertTrue(rebalance.cancel(), "after the next rollout");
    }

    @Test
    void onlyTheFirstPodByNameDoesIt() throws Exception {
        automatic(SECOND).check();
        assertEquals(0, pods.moved);
        assertNull(lock.holder.get());
    }

    @Test
    void nothingHappensDuringARolloutOrLongAfterIt() throws Exception {
        pods.startedAt = NOW.minusSeconds(59);
        automatic.check();
        pods.startedAt = NOW.minus(Duration.ofHours(2));
        automatic.check();
        pods.startedAt = NOW.minusSeconds(120);
        pods.versions.put(SECOND, "2");
        automatic.check();
        pods.versions.clear();
        pods.complete = false;
        automatic.check();
        assertEquals(0, pods.moved);
        assertNull(lock.holder.get());
    }

    private AutomaticRebalance automatic(PodId pod) {
        return new AutomaticRebalance(
                pod, pods, rebalance, new RebalanceSettings(20, 1000, true, Duration.ofMinutes(1)), () -> NOW);
    }
}
