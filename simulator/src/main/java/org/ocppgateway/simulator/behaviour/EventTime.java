package org.ocppgateway.simulator.behaviour;

/**
 * When something happened.
 *
 * @param offline whether the server could not be told then
 */
public record EventTime(long time, boolean offline) {
    public static EventTime online(long time) {
        return new EventTime(time, false);
    }
}
