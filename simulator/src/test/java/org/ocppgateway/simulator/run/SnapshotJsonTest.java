package org.ocppgateway.simulator.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.simulator.measure.FleetCount;
import org.ocppgateway.simulator.measure.FleetCounters;
import org.ocppgateway.simulator.measure.FleetSnapshot;

class SnapshotJsonTest {

    @Test
    void aSnapshotSurvivesSerialization() {
        FleetSnapshot sent = snapshot(OcppVersion.V2_1, 5);
        FleetSnapshot arrived = SnapshotJson.read(SnapshotJson.write(sent));
        assertEquals(sent.versions(), arrived.versions());
        assertEquals(sent.recent(), arrived.recent());
    }

    @Test
    void percentilesOfASumCoverAllParts() {
        FleetSnapshot fast = snapshot(OcppVersion.V1_6, 1);
        FleetSnapshot slow = snapshot(OcppVersion.V1_6, 1_000);
        FleetSnapshot sum = FleetSnapshot.sum(
                List.of(SnapshotJson.read(SnapshotJson.write(fast)), SnapshotJson.read(SnapshotJson.write(slow))));
        assertEquals(2, sum.stats().callsAnswered());
        assertEquals(2, sum.stats().count(FleetCount.CONNECTED));
        assertEquals(1_000.0, (double) sum.stats().responseTimes().getValueAtPercentile(50), 10);
        assertEquals(1_000_000.0, (double) sum.stats().responseTimes().getMaxValue(), 10_000);
    }

    private static FleetSnapshot snapshot(OcppVersion version, int millis) {
        FleetCounters counters = new FleetCounters();
        Action heartbeat = new Action("Heartbeat");
        counters.add(FleetCount.CONNECTED);
        counters.callSent(heartbeat);
        counters.callAnswered(heartbeat, millis * 1_000_000L, millis * 1_000_000L);
        counters.callRefused(heartbeat, "InternalError");
        counters.connectionEnded("lost without a close frame");
        return new FleetSnapshot(Map.of(version, counters.snapshot()), counters.recentResponseTimes());
    }
}
