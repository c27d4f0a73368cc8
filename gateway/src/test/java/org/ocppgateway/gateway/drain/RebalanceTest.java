package org.ocppgateway.gateway.drain;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.ocppgateway.protocol.PodId;

/** Rounds of a rebalance against load balancers of several kinds. */
class RebalanceTest {
    private static final PodId SELF = new PodId("a");
    private static final int FAST = 1000;

    private final Cluster cluster = new Cluster();
    private final Lock lock = new Lock();
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Rebalance rebalance = new Rebalance(SELF, cluster, lock, new RebalanceMetrics(registry));

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

    private void awaitEnd(String outcome) {
        await().atMost(Duration.ofSeconds(60)).until(() -> counted(outcome) == 1);
    }

    private double counted(String outcome) {
        return registry.scrape(name -> name.equals("ocpp_gateway_pod_rebalances")).stream()
                .flatMap(metric -> metric.getDataPoints().stream())
                .filter(point -> outcome.equals(point.getLabels().getValue(0)))
                .mapToDouble(point -> ((CounterSnapshot.CounterDataPointSnapshot) point).getValue())
                .sum();
    }

    /** Pods whose charge points reconnect at once, to the pods in turn, or to the same pod. */
    private static final class Cluster implements ClusterLoad {
        private final Map<PodId, Integer> connections =
                new TreeMap<>((one, other) -> one.value().compareTo(other.value()));
        private boolean sticky;
        private int moved;
        private int turn;

        @Override
        public synchronized Loads loads() {
            return new Loads(
                    connections.entrySet().stream()
                            .map(each -> new PodLoad(each.getKey(), "1", true, false, each.getValue(), Instant.EPOCH))
                            .toList(),
                    true);
        }

        @Override
        public synchronized boolean leave(PodId pod, int sessions, int ratePerSecond) {
            List<PodId> pods = new ArrayList<>(connections.keySet());
            for (int i = 0; i < sessions; i++) {
                connections.merge(pod, -1, Integer::sum);
                connections.merge(sticky ? pod : pods.get(turn++ % pods.size()), 1, Integer::sum);
            }
            moved += sessions;
            return true;
        }

        synchronized int total() {
            return connections.values().stream().mapToInt(Integer::intValue).sum();
        }

        @Override
        public synchronized String toString() {
            return connections.toString();
        }
    }

    private static final class Lock implements RebalanceLock {
        private final AtomicReference<@Nullable String> holder = new AtomicReference<>();

        @Override
        public boolean hold(String by, Duration time) {
            if (holder.get() != null && !by.equals(holder.get())) {
                return false;
            }
            holder.set(time.toMillis() > 1 ? by : null);
            return true;
        }
    }
}
