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
 * @param excesses pods above the average of the ready pods with their version by more than the spread
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

    /** Compares pods only with those of the same version: a rollout moves the others anyway. */
    public static RebalancePlan of(List<PodLoad> loads, int spreadPercent) {
        Map<String, List<PodLoad>> byVersion = loads.stream()
                .filter(PodLoad::ready)
                .collect(Collectors.groupingBy(PodLoad::version, TreeMap::new, Collectors.toList()));
        List<Excess> excesses = new ArrayList<>();
        for (List<PodLoad> pods : byVersion.values()) {
            long total = pods.stream().mapToLong(PodLoad::connections).sum();
            double average = (double) total / pods.size();
            for (PodLoad pod : pods) {
                int excess = pod.connections() - (int) Math.ceil(average);
                if (excess > 0 && pod.connections() > average * (1 + spreadPercent / 100.0)) {
                    excesses.add(new Excess(pod.pod(), pod.connections(), excess));
                }
            }
        }
        return new RebalancePlan(excesses);
    }

    /** Connections above the averages, of all these pods. */
    public int excess() {
        return excesses.stream().mapToInt(Excess::excess).sum();
    }
}
