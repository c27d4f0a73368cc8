package org.ocppgateway.gateway.drain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.ocppgateway.protocol.PodId;

/**
 * Which pods have too many connections.
 *
 * @param excesses pods above the average of the ready pods with their version; none if each of these pods is within the spread
 */
public record RebalancePlan(List<Excess> excesses) {

    /**
     * A pod with too many connections.
     *
     * @param excess connections above the average
     */
    public record Excess(PodId pod, int connections, int excess) {}

    public RebalancePlan {
        excesses = List.copyOf(excesses);
    }

    /**
     * Compares pods only with those of the same version: a rollout moves the others anyway. A pod below the average counts like one above
     * it: after a rollout of many pods the last one is nearly empty, and each of the others is only a little above the average.
     */
    public static RebalancePlan of(List<PodLoad> loads, int spreadPercent) {
        Map<String, List<PodLoad>> byVersion = loads.stream()
                .filter(PodLoad::ready)
                .collect(Collectors.groupingBy(PodLoad::version, TreeMap::new, Collectors.toList()));
        List<Excess> excesses = new ArrayList<>();
        for (List<PodLoad> pods : byVersion.values()) {
            long total = pods.stream().mapToLong(PodLoad::connections).sum();
            double average = (double) total / pods.size();
            double permitted = average * spreadPercent / 100.0;
            if (pods.stream().anyMatch(pod -> Math.abs(pod.connections() - average) > permitted)) {
                excesses.addAll(excesses(pods, (int) Math.ceil(average)));
            }
        }
        return new RebalancePlan(excesses);
    }

    private static List<Excess> excesses(List<PodLoad> pods, int average) {
        return pods.stream()
                .filter(pod -> pod.connections() > average)
                .map(pod -> new Excess(pod.pod(), pod.connections(), pod.connections() - average))
                .toList();
    }

    /** Connections above the averages, of all these pods. */
    public int excess() {
        return excesses.stream().mapToInt(Excess::excess).sum();
    }
}
