package org.ocppgateway.ops.checks.fuzz;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.OcppVersion;

/** Counts of a fuzzer run. Used by one thread. */
final class FuzzCounts {
    private final Map<String, Long> decisions = new TreeMap<>();
    private final Map<OcppVersion, Set<Action>> reached = new HashMap<>();
    private long inputs;

    void count(FuzzInput input, HandlingResult handled) {
        inputs++;
        decisions.merge(handled.label(), 1L, Long::sum);
        if (handled instanceof HandlingResult.Published || handled instanceof HandlingResult.Completed) {
            reached.computeIfAbsent(input.version(), version -> new HashSet<>()).add(input.action());
        }
    }

    /** Returns the number of inputs per handling result. */
    Map<String, Long> decisions() {
        return decisions;
    }

    /** Returns the number of actions with at least one accepted mutated frame, over all versions. */
    int actionsReached() {
        return reached.values().stream().mapToInt(Set::size).sum();
    }

    long inputs() {
        return inputs;
    }
}
