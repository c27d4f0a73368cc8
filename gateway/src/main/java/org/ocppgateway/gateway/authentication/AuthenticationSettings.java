package org.ocppgateway.gateway.authentication;

import java.time.Duration;
import org.ocppgateway.protocol.SecurityProfile;

/**
 * Rules of admission by credentials.
 *
 * @param requiredProfile of charge points that have no entry ({@code security.required-profile})
 * @param hideUnknown whether an unknown identity is answered like a wrong password, in the same time ({@code security.hide-unknown})
 * @param retryAfter time in Retry-After if the credentials of a charge point cannot be checked now
 */
public record AuthenticationSettings(
        SecurityProfile requiredProfile, boolean hideUnknown, Tolerance tolerance, Duration retryAfter) {

    /**
     * Deviations of charge points that are tolerated. None of them admits a charge point without the right password.
     *
     * @param emptyUserName whether the user name may be missing
     * @param userNameIgnoresCase whether it may differ from the identity in upper and lower case
     */
    public record Tolerance(boolean emptyUserName, boolean userNameIgnoresCase) {
        /** Nothing. */
        public static final Tolerance NONE = new Tolerance(false, false);
    }
}
