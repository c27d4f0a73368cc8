package org.ocppgateway.gateway.endpoint.listener;

import java.time.Duration;

/**
 * TLS handshakes of all listeners together, and the reload of their files.
 *
 * @param limit maximum number of handshakes in progress; at the limit the oldest one that waits for its peer is closed
 * @param threads number of threads that compute handshakes
 * @param reloadInterval interval between two checks of the files for changes
 */
public record HandshakeSettings(int limit, int threads, Duration reloadInterval) {
    public HandshakeSettings {
        if (limit < 1 || threads < 1) {
            throw new IllegalArgumentException("limit and threads must be at least 1: " + limit + ", " + threads);
        }
    }
}
