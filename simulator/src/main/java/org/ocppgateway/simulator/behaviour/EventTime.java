package org.ocppgateway.simulator.behaviour;

/**
 * When something happened.
 *
 * @param offline whether the server could not be told then
 */
public record EventTime(long nanos, boolean offline) {
    public static EventTime online(long nanos) {
        return new EventTime(nanos, false);
    }
}
