package org.ocppgateway.gateway.drain;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.ocppgateway.gateway.session.SessionFixture;
import org.ocppgateway.protocol.PodId;

/** Rounds of a rebalance against load balancers of several kinds. */
class RebalanceTest {
    private static final PodId SELF = new PodId("a");
    private static final int FAST = 1000;
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

    private final FakePods cluster = new FakePods();
    private final FakeLock lock = new FakeLock();
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Rebalance rebalance = new Rebalance(SELF, cluster, lock, new RebalanceMetrics(registry), () -> NOW);

    @AfterEach
    void stop() throws InterruptedException {
        rebalance.stop();
    }

    @Test
    void podsBehindABalancerInTurnBecomeEven() throws Exception {
        cluster.connections.putAll(Map.of(SELF, 150, new PodId("b"), 150, new PodId("c"), 0));
        RebalancePlan first = rebalance.start(20, FAST);
        assertEquals(100, first.excess());
        awaitEnd("even");
        assertEquals(300, cluster.total());
        assertTrue(cluster.connections.values().stream().allMatch(count -> count <= 120), cluster::toString);
        assertEquals(null, lock.holder.get());
    }

    @Test
    void theLastPodOfARolloutGetsItsShare() throws Exception {
        cluster.connections.putAll(
                Map.of(SELF, 100, new PodId("b"), 100, new PodId("c"), 100, new PodId("d"), 100, new PodId("e"), 100));
        cluster.connections.put(new PodId("f"), 0);
        RebalancePlan unused = rebalance.start(50, FAST);
        awaitEnd("even");
        assertTrue(cluster.connections.values().stream().allMatch(count -> count >= 42), cluster::toString);
    }

    @Test
    void aBalancerThatSendsChargePointsBackEndsTheRebalance() throws Exception {
        cluster.sticky = true;
        cluster.connections.putAll(Map.of(SELF, 30, new PodId("b"), 0));
        RebalancePlan unused = rebalance.start(20, FAST);
        awaitEnd("uneven");
        assertEquals(15 * Rebalance.MAX_ROUNDS_WITHOUT_EFFECT, cluster.moved, "bounded");
    }

    @Test
    void evenPodsAreLeftAlone() throws Exception {
        cluster.connections.putAll(Map.of(SELF, 110, new PodId("b"), 100));
        assertEquals(List.of(), rebalance.start(20, FAST).excesses());
        awaitEnd("even");
        assertEquals(0, cluster.moved);
        assertEquals(null, lock.holder.get());
    }

    @Test
    void oneRebalanceRunsAtATime() throws Exception {
        cluster.connections.putAll(Map.of(SELF, 150, new PodId("b"), 0));
        lock.holder.set("another");
        assertThrows(Rebalance.BusyException.class, () -> rebalance.start(20, FAST));
        assertEquals(0, cluster.moved);
    }

    @Test
    void aRebalanceThatCannotStartLeavesTheLockToTheNext() {
        cluster.failing = true;
        assertThrows(IllegalStateException.class, () -> rebalance.start(20, FAST));
        assertEquals(null, lock.holder.get());
    }

    @Test
    void anOperatorCancelsARebalance() throws Exception {
        assertFalse(rebalance.cancel(), "there is none");
        cluster.away = true;
        cluster.connections.putAll(Map.of(SELF, 30, new PodId("b"), 0));
        RebalancePlan unused = rebalance.start(20, FAST);
        assertTrue(rebalance.cancel());
        awaitEnd("cancelled");
        assertEquals(null, lock.holder.get());
        assertFalse(rebalance.cancel(), "it has ended");
    }

    @Test
    void itsProgressStaysKnownAfterItsEnd() throws Exception {
        assertEquals(Optional.empty(), rebalance.progress());
        cluster.away = true;
        cluster.connections.putAll(Map.of(SELF, 30, new PodId("b"), 0));
        RebalancePlan unused = rebalance.start(20, FAST);
        assertEquals(Optional.of(new RebalanceProgress("running", NOW, 15)), rebalance.progress());
        assertTrue(rebalance.cancel());
        assertEquals(Optional.of(new RebalanceProgress("cancelled", NOW, 15)), rebalance.progress());

        cluster.connections.putAll(Map.of(SELF, 15, new PodId("b"), 15));
        RebalancePlan nothing = rebalance.start(20, FAST);
        assertEquals(Optional.of(new RebalanceProgress("even", NOW, 0)), rebalance.progress());
    }

    private void awaitEnd(String outcome) {
        await().atMost(Duration.ofSeconds(60)).until(() -> counted(outcome) == 1);
    }

    private double counted(String outcome) {
        return SessionFixture.counted(registry, "ocpp_gateway_pod_rebalances", outcome);
    }
}
