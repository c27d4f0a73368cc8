package org.ocppgateway.gateway.drain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ocppgateway.protocol.PodId;

/** Pods whose charge points reconnect at once, to the pods in turn, or to the same pod; or not at all. */
final class FakePods implements ClusterLoad {
    final Map<PodId, Integer> connections = new TreeMap<>(Comparator.comparing(PodId::value));
    final Map<PodId, String> versions = new TreeMap<>(Comparator.comparing(PodId::value));
    Instant startedAt = Instant.EPOCH;
    boolean complete = true;
    boolean sticky;

    /** A rebalance waits five minutes for charge points that do not reconnect. */
    boolean away;

    boolean failing;
    int moved;
    private int turn;

    @Override
    public synchronized Loads loads() {
        if (failing) {
            throw new IllegalStateException("thrown by the test");
        }
        return new Loads(
                connections.entrySet().stream()
                        .map(each -> new PodLoad(
                                each.getKey(),
                                versions.getOrDefault(each.getKey(), "1"),
                                true,
                                false,
                                each.getValue(),
                                startedAt))
                        .toList(),
                complete);
    }

    @Override
    public synchronized boolean leave(PodId pod, int sessions, int ratePerSecond) {
        List<PodId> pods = new ArrayList<>(connections.keySet());
        for (int i = 0; i < sessions; i++) {
            connections.merge(pod, -1, Integer::sum);
            if (!away) {
                connections.merge(sticky ? pod : pods.get(turn++ % pods.size()), 1, Integer::sum);
            }
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
