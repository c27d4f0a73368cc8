package org.ocppgateway.gateway.authentication;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Result of the check of credentials. */
public sealed interface AuthenticationResult {

    /**
     * The credentials are accepted.
     *
     * @param confirmedHash hash of a password that was set by a rotation and is seen now, which ends the previous password; null if there is
     *     no such rotation
     */
    record Admitted(Authenticated authenticated, @Nullable String confirmedHash) implements AuthenticationResult {}

    /**
     * The credentials are refused.
     *
     * @param status of the HTTP answer
     * @param details for the operator; never part of the answer
     * @param suggestion for an installer; never part of the answer
     * @param retryAfter minimum delay before the next attempt; null if a further attempt is useless until something changes
     */
    record Refused(
            RefusalReason reason,
            int status,
            String details,
            String suggestion,
            @Nullable Duration retryAfter) implements AuthenticationResult {

        /** The text of the HTTP answer. It depends on the status only, so it reveals nothing about the entry. */
        public String answer() {
            return switch (status) {
                case 401 -> "credentials required";
                case 403 -> "not allowed";
                case 404 -> "unknown charge point";
                case 429 -> "too many failed attempts";
                default -> "credentials cannot be checked now";
            };
        }

        /** The same with another suggestion. */
        public Refused withSuggestion(String otherSuggestion) {
            return new Refused(reason, status, details, otherSuggestion, retryAfter);
        }

        Refused withStatus(int otherStatus) {
            return new Refused(reason, otherStatus, details, suggestion, retryAfter);
        }
    }
}
