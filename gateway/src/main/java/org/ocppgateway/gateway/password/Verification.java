package org.ocppgateway.gateway.password;

import java.time.Duration;
import org.ocppgateway.gateway.limit.AttemptLimits.Scope;

/** Result of the check of a password. */
public sealed interface Verification {

    /**
     * It is right.
     *
     * @param previous whether it matches only the password before a rotation
     */
    record Matched(boolean previous) implements Verification {}

    /** It is wrong. */
    record Mismatched() implements Verification {}

    /** It was not checked, because there were too many failures before. */
    record Limited(Scope scope, Duration retryAfter) implements Verification {}

    /** It was not checked, because too many slow hashes are being computed. */
    record Busy() implements Verification {}

    /**
     * It cannot be checked, because of the stored hash.
     *
     * @param problem for the operator
     */
    record Unverifiable(String problem) implements Verification {}
}
