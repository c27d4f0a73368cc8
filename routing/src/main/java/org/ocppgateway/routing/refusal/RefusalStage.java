package org.ocppgateway.routing.refusal;

import java.util.Locale;

/** The step of a connection attempt at which it was refused, in the order in which an attempt takes the steps. */
public enum RefusalStage {
    /** The TCP connection, before any byte of TLS or HTTP was understood. */
    TCP,
    /** The TLS handshake. */
    TLS,
    /** The form of the HTTP request. */
    HEADERS,
    /** The header {@code Origin}. */
    ORIGIN,
    /** The client address: allowed networks, bans, its rate. */
    ADDRESS,
    /** The URL path. */
    PATH,
    /** The charge point identity. */
    IDENTITY,
    /** The WebSocket subprotocol. */
    SUBPROTOCOL,
    /** The security profile. */
    PROFILE,
    /** The password or the client certificate. */
    CREDENTIALS,
    /** The charge point is blocked. */
    BLOCKED,
    /** The gateway has no capacity, or a system that it needs is unavailable. */
    CAPACITY,
    /** Another connection of the same charge point stays. */
    DUPLICATE;

    /** The word in the API, in Redis and in metrics. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The stage with that label.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static RefusalStage ofLabel(String label) {
        for (RefusalStage stage : values()) {
            if (stage.label().equals(label)) {
                return stage;
            }
        }
        throw new IllegalArgumentException("no stage of a refusal: " + label);
    }
}
