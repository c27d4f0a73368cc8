package org.ocppgateway.simulator.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.ocppgateway.protocol.Action;
import org.ocppgateway.protocol.OcppVersion;
import org.ocppgateway.simulator.measure.Count;
import org.ocppgateway.simulator.measure.Snapshot;
import org.ocppgateway.simulator.measure.Tally;

class SnapshotJsonTest {

    @Test
    void aSnapshotArrivesAsItWasSent() {
        Snapshot sent = snapshot(OcppVersion.V2_1, 5);
        Snapshot arrived = SnapshotJson.read(SnapshotJson.write(sent));
        assertEquals(sent.versions(), arrived.versions());
        assertEquals(sent.recent(), arrived.recent());
    }

    @Test
    void percentilesOfASumAreThoseOfAllItsParts() {
        Snapshot fast = snapshot(OcppVersion.V1_6, 1);
        Snapshot slow = snapshot(OcppVersion.V1_6, 1_000);
        Snapshot sum = Snapshot.sum(
                List.of(SnapshotJson.read(SnapshotJson.write(fast)), SnapshotJson.read(SnapshotJson.write(slow))));
        assertEquals(2, sum.stats().callsAnswered());
        assertEquals(2, sum.stats().count(Count.CONNECTED));
        assertEquals(1_000.0, (double) sum.stats().responseTimes().getValueAtPercentile(50), 10);
        assertEquals(1_000_000.0, (double) sum.stats().responseTimes().getMaxValue(), 10_000);
    }

    private static Snapshot snapshot(OcppVersion version, int millis) {
        Tally tally = new Tally();
        Action heartbeat = new Action("Heartbeat");
        tally.add(Count.CONNECTED);
        tally.callSent(heartbeat);
        tally.callAnswered(heartbeat, millis * 1_000_000L, millis * 1_000_000L);
        tally.callRefused(heartbeat, "InternalError");
        tally.connectionEnded("lost without a close frame");
        return new Snapshot(Map.of(version, tally.snapshot()), tally.recentResponseTimes());
    }
}
