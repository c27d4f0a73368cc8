package org.ocppgateway.simulator.run;

import java.time.Duration;
import org.ocppgateway.simulator.measure.FleetSnapshot;

/** A fleet that runs, wherever its parts are. One thread at a time. */
public interface FleetRun extends AutoCloseable {
    /** For its charge points to get their answers and leave. */
    Duration STOP_TIME = Duration.ofSeconds(30);

    /**
     * How it is now; for parts elsewhere, how they last said they were, at most a second or so ago.
     *
     * @throws IllegalStateException if a part has ended that should not have
     */
    FleetSnapshot snapshot();

    /**
     * Ends it in order and returns how it was then; what is left after {@link #STOP_TIME} is dropped. Of a part that does not say how it
     * ended, the last that is known counts.
     */
    StopResult stop();

    /** Drops what still runs. */
    @Override
    void close();

    /**
     * How a run ended.
     *
     * @param inTime whether every charge point left in order
     */
    record StopResult(FleetSnapshot snapshot, boolean inTime) {}
}
