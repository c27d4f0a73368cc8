package org.ocppgateway.gateway.admission;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.ocppgateway.routing.refusal.RefusalStage;

/**
 * HTTP answer to a refused upgrade, and its explanation for the operator.
 *
 * @param status the HTTP status; 401 is sent with a Basic challenge
 * @param answer text of the answer; it has no data of the request and reveals nothing about credentials
 * @param retryAfter minimum delay of the {@code Retry-After} header, to which the endpoint adds; null for no header
 * @param stage the step that refused
 * @param reason used as metric label and in the journal: a fixed text without data of the request
 * @param details for the operator; null if the reason is enough
 * @param suggestion what an installer can change; null if there is none
 */
public record Refusal(
        int status,
        String answer,
        @Nullable Duration retryAfter,
        RefusalStage stage,
        String reason,
        @Nullable String details,
        @Nullable String suggestion) {
    public static final Refusal NO_UPGRADE = permanent(426, "this is a WebSocket endpoint", RefusalStage.HEADERS)
            .explained(
                    "the request asks for no WebSocket",
                    "Select OCPP-J (JSON over WebSocket) on the charge point. A proxy in front must pass the headers Upgrade and"
                            + " Connection.");
    public static final Refusal TOO_MANY_HEADERS = permanent(431, "too many headers", RefusalStage.HEADERS)
            .explained(null, "Look for a proxy that adds headers, or raise gateway.endpoint.max-headers.");
    public static final Refusal NO_PATH = permanent(404, "no charge point identity", RefusalStage.PATH);
    public static final Refusal NO_IDENTITY = permanent(404, "no charge point identity", RefusalStage.IDENTITY);
    public static final Refusal CERTIFICATE_REJECTED =
            permanent(403, "client certificate not accepted", RefusalStage.CREDENTIALS);
    public static final Refusal FOREIGN_ORIGIN = permanent(403, "origin not allowed", RefusalStage.ORIGIN)
            .explained(
                    "the request comes from a web page",
                    "If it does not, remove the header Origin on the charge point. Otherwise add the origin to"
                            + " gateway.endpoint.allowed-origins.");

    /** The charge point has a connection that stays. */
    public static Refusal conflict(String reason) {
        return new Refusal(
                409,
                reason,
                Duration.ZERO,
                RefusalStage.DUPLICATE,
                reason,
                "another connection of this identity is alive",
                "Two devices may have the same identity: give each its own. A device that has lost its old connection is admitted"
                        + " when it tries again for a minute.");
    }

    /** The gateway has no capacity at present. */
    public static Refusal unavailable(String reason) {
        return new Refusal(
                503,
                reason,
                Duration.ZERO,
                RefusalStage.CAPACITY,
                reason,
                null,
                "Nothing is wrong with the charge point. It comes again by itself.");
    }

    /** The request never succeeds unless it changes. */
    public static Refusal permanent(int status, String reason, RefusalStage stage) {
        return new Refusal(status, reason, null, stage, reason, null, null);
    }

    /** The same with an explanation. */
    public Refusal explained(@Nullable String newDetails, @Nullable String newSuggestion) {
        return new Refusal(status, answer, retryAfter, stage, reason, newDetails, newSuggestion);
    }

    /** The reason as a word in lower case with hyphens. */
    public String reasonLabel() {
        return reason.toLowerCase(Locale.ROOT).replace(' ', '-');
    }
}
