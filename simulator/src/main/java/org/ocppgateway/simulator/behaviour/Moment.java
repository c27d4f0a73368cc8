package org.ocppgateway.simulator.behaviour;

/**
 * When something happened.
 *
 * @param offline whether the server could not be told then
 */
public record Moment(long time, boolean offline) {
    public static Moment online(long time) {
        return new Moment(time, false);
    }
}
