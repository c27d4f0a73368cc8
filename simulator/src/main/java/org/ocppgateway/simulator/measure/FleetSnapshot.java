package org.ocppgateway.simulator.measure;

import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.ocppgateway.protocol.OcppVersion;

/**
 * State of a fleet at one point in time.
 *
 * @param versions statistics per OCPP version, without troublemakers
 * @param troublemakers statistics of the troublemakers, to which no expectation applies
 * @param recent response times since the previous snapshot, in microseconds
 */
public record FleetSnapshot(Map<OcppVersion, FleetStats> versions, FleetStats troublemakers, Histogram recent) {
    public static final FleetSnapshot EMPTY = new FleetSnapshot(Map.of(), FleetStats.emptyHistogram());

    /** Creates a snapshot without troublemakers. */
    public FleetSnapshot(Map<OcppVersion, FleetStats> versions, Histogram recent) {
        this(versions, FleetStats.sum(List.of()), recent);
    }

    /** Returns the sum of several snapshots. */
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
