package org.ocppgateway.simulator.behaviour;

import java.time.Duration;

/**
 * What a server said to a BootNotification.
 *
 * @param interval between heartbeats if accepted, otherwise before the next BootNotification; zero leaves it to the charge point
 */
public record BootAnswer(Registration registration, Duration interval) {

    /** How a charge point stands with its server. */
    public enum Registration {
        /** It has not been told since it was switched on. */
        UNKNOWN,
        PENDING,
        REJECTED,
        ACCEPTED
    }
}
