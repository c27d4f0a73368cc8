package org.ocppgateway.simulator.run;

import java.time.Duration;
import org.ocppgateway.simulator.measure.FleetSnapshot;

/** A running fleet in one or several processes. Used by one thread at a time. */
public interface FleetRun extends AutoCloseable {
    /** Maximum time for the stop of the charge points. */
    Duration STOP_TIME = Duration.ofSeconds(30);

    /**
     * Returns the current state. The state of another process is at most about a second old.
     *
     * @throws IllegalStateException if a process has ended unexpectedly
     */
    FleetSnapshot snapshot();

    /**
     * Stops the fleet and returns its final state. Drops connections that remain after {@link #STOP_TIME}. The last
     * known state counts for a process that does not report its final state.
     */
    StopResult stop();

    /** Ends the fleet immediately. */
    @Override
    void close();

    /**
     * Result of a stop.
     *
     * @param inTime whether every charge point ended in time
     */
    record StopResult(FleetSnapshot snapshot, boolean inTime) {}
}
