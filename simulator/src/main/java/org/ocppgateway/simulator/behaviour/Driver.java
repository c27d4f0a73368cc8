package org.ocppgateway.simulator.behaviour;

import org.jspecify.annotations.Nullable;

/**
 * Who charges.
 *
 * @param remote whether the session was started by a command, on the driver's behalf
 * @param remoteStartId by which the server knows that command; null if it gave none
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
