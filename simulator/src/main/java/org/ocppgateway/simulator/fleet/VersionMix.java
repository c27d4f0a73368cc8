package org.ocppgateway.simulator.fleet;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.ocppgateway.protocol.OcppVersion;

/**
 * Assigns OCPP versions to charge points by fleet index. A repeating cycle contains the versions in the configured
 * proportions, so that every part of the fleet has about the same mix.
 */
public final class VersionMix {
    private static final int MAX_WEIGHT = 1_000;

    /** Versions of the first charge points. The cycle then repeats. */
    private final List<OcppVersion> cycle;

    private VersionMix(List<OcppVersion> cycle) {
        this.cycle = List.copyOf(cycle);
    }

    public static VersionMix only(OcppVersion version) {
        return new VersionMix(List.of(version));
    }

    /**
     * Creates a mix from weights, for example 50, 30 and 20. A version without a weight is not used.
     *
     * @throws IllegalArgumentException if a weight is out of range, or none is positive
     */
    public static VersionMix of(Map<OcppVersion, Integer> weights) {
        int sum = 0;
        for (int weight : weights.values()) {
            if (weight < 0 || weight > MAX_WEIGHT) {
                throw new IllegalArgumentException("a version's weight is 0 to " + MAX_WEIGHT + ", not " + weight);
            }
            sum += weight;
        }
        if (sum == 0) {
            throw new IllegalArgumentException("at least one version must have a weight above 0");
        }
        return new VersionMix(cycle(weights, sum));
    }

    public OcppVersion versionOf(int index) {
        return cycle.get(index % cycle.size());
    }

    /** Returns the number of charge points per version in a fleet of this size. Unused versions are absent. */
    public Map<OcppVersion, Integer> counts(int chargePoints) {
        Map<OcppVersion, Integer> counts = new EnumMap<>(OcppVersion.class);
        for (int index = 0; index < chargePoints; index++) {
            counts.merge(versionOf(index), 1, Integer::sum);
        }
        return counts;
    }

    /** Formats the counts, for example {@code 10 with OCPP 1.6, 6 with OCPP 2.0.1}. */
    public String describe(int chargePoints) {
        return counts(chargePoints).entrySet().stream()
                .map(entry -> entry.getValue() + " with OCPP " + entry.getKey().label())
                .collect(Collectors.joining(", "));
    }

    /** Formats the mix in the syntax of the command line: {@code 1.6=5,2.0.1=3,2.1=2}. */
    @Override
    public String toString() {
        return counts(cycle.size()).entrySet().stream()
                .map(entry -> entry.getKey().label() + '=' + entry.getValue())
                .collect(Collectors.joining(","));
    }

    /** Adds the version that is furthest below its share until the cycle is complete. */
    private static List<OcppVersion> cycle(Map<OcppVersion, Integer> weights, int sum) {
        Map<OcppVersion, Integer> credit = new EnumMap<>(OcppVersion.class);
        List<OcppVersion> cycle = new ArrayList<>(sum);
        while (cycle.size() < sum) {
            weights.forEach((version, weight) -> credit.merge(version, weight, Integer::sum));
            OcppVersion next = OcppVersion.V1_6;
            for (OcppVersion version : OcppVersion.values()) {
                if (credit.getOrDefault(version, 0) > credit.getOrDefault(next, 0)) {
                    next = version;
                }
            }
            credit.merge(next, -sum, Integer::sum);
            cycle.add(next);
        }
        return cycle;
    }
}
