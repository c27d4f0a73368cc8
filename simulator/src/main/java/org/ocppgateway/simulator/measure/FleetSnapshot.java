package org.ocppgateway.simulator.measure;

import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.ocppgateway.protocol.OcppVersion;

/**
 * A fleet at one moment, and what has passed since the moment before.
 *
 * @param versions the charge points of each version
 * @param troublemakers charge points that are not meant to behave, and of which nothing can be expected
 * @param recent response times of the CALLs answered since the snapshot before, in microseconds
 */
public record FleetSnapshot(Map<OcppVersion, FleetStats> versions, FleetStats troublemakers, Histogram recent) {
    public static final FleetSnapshot EMPTY = new FleetSnapshot(Map.of(), FleetStats.emptyHistogram());

    /** A fleet that behaves. */
    public FleetSnapshot(Map<OcppVersion, FleetStats> versions, Histogram recent) {
        this(versions, FleetStats.sum(List.of()), recent);
    }

    /** Several fleets as one. */
    public static FleetSnapshot sum(Collection<FleetSnapshot> parts) {
        Map<OcppVersion, FleetStats> versions = new EnumMap<>(OcppVersion.class);
        Histogram recent = FleetStats.emptyHistogram();
        for (FleetSnapshot part : parts) {
            part.versions.forEach((version, stats) ->
                    versions.merge(version, stats, (one, other) -> FleetStats.sum(List.of(one, other))));
            recent.add(part.recent);
        }
        FleetStats troublemakers =
                FleetStats.sum(parts.stream().map(FleetSnapshot::troublemakers).toList());
        return new FleetSnapshot(versions, troublemakers, recent);
    }

    public FleetStats stats() {
        return FleetStats.sum(versions.values());
    }
}
