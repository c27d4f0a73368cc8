package org.ocppgateway.gateway.admission;

/**
 * HTTP answer to a refused upgrade.
 *
 * @param status the HTTP status
 * @param reason used in the answer and as metric label: a fixed text without data of the request
 * @param retryable whether the answer has a {@code Retry-After} header
 */
public record Refusal(int status, String reason, boolean retryable) {
    public static final Refusal NO_UPGRADE = new Refusal(426, "this is a WebSocket endpoint", false);
    public static final Refusal TOO_MANY_HEADERS = new Refusal(431, "too many headers", false);
    public static final Refusal NO_IDENTITY = new Refusal(404, "no charge point identity", false);
    public static final Refusal CERTIFICATE_REJECTED = new Refusal(403, "client certificate not accepted", false);
    public static final Refusal FOREIGN_ORIGIN = new Refusal(403, "origin not allowed", false);

    /** The charge point has a connection that stays. */
    public static Refusal conflict(String reason) {
        return new Refusal(409, reason, true);
    }

    /** The gateway has no capacity at present. */
    public static Refusal unavailable(String reason) {
        return new Refusal(503, reason, true);
    }
}
