package org.ocppgateway.simulator.run;

import java.time.Duration;
import org.ocppgateway.simulator.fleet.Fleet;
import org.ocppgateway.simulator.fleet.FleetObserver;
import org.ocppgateway.simulator.fleet.FleetSettings;
import org.ocppgateway.simulator.measure.FleetSnapshot;

/** A fleet in this process. */
public final class LocalFleetRun implements FleetRun {
    private final Fleet fleet;

    public LocalFleetRun(FleetSettings settings) {
        fleet = Fleet.start(settings, FleetObserver.NONE);
    }

    @Override
    public FleetSnapshot snapshot() {
        return fleet.snapshot();
    }

    @Override
    public StopResult stop() {
        boolean inTime = fleet.stop(STOP_TIME);
        return new StopResult(fleet.snapshot(), inTime);
    }

    @Override
    public void close() {
        fleet.stop(Duration.ZERO);
    }
}
