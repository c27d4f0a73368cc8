package org.ocppgateway.simulator.behaviour;

/**
 * Time of an event.
 *
 * @param nanos nanoseconds since the Unix epoch
 * @param offline whether the charge point was offline at that time
 */
public record EventTime(long nanos, boolean offline) {
    public static EventTime online(long nanos) {
        return new EventTime(nanos, false);
    }
}
