package org.ocppgateway.gateway.admission;

/**
 * Why an upgrade is refused before the 101.
 *
 * @param status the HTTP status
 * @param reason stands in the answer for people and in the metric: a fixed word or two, nothing from the request
 * @param temporary whether the charge point is told when to come again
 */
public record Refusal(int status, String reason, boolean temporary) {
    static final Refusal NO_UPGRADE = new Refusal(426, "this is a WebSocket endpoint", false);
    static final Refusal TOO_MANY_HEADERS = new Refusal(431, "too many headers", false);
    static final Refusal NO_IDENTITY = new Refusal(404, "no charge point identity", false);
    static final Refusal FOREIGN_ORIGIN = new Refusal(403, "origin not allowed", false);

    /** For admission: the charge point has a connection that stays. */
    public static Refusal conflict(String reason) {
        return new Refusal(409, reason, true);
    }

    /** For admission: no capacity now. */
    public static Refusal unavailable(String reason) {
        return new Refusal(503, reason, true);
    }
}
