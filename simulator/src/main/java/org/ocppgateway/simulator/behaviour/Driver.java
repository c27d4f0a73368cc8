package org.ocppgateway.simulator.behaviour;

import org.jspecify.annotations.Nullable;

/**
 * Driver of an electric vehicle.
 *
 * @param remote whether a command started the session for the driver
 * @param remoteStartId id of the remote start request; null if the request has none
 */
public record Driver(
        IdToken idToken, boolean remote, @Nullable Long remoteStartId) {
    public static Driver local(IdToken idToken) {
        return new Driver(idToken, false, null);
    }

    public static Driver remote(IdToken idToken, @Nullable Long remoteStartId) {
        return new Driver(idToken, true, remoteStartId);
    }
}
