package org.ocppgateway.gateway.endpoint;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Settings of WebSocket upgrades.
 *
 * @param pathPrefixes allowed prefixes of the request path, for example {@code /ocpp}
 * @param subprotocols subprotocols accepted in addition to the registered names
 * @param allowedOrigins origins of browser pages that may connect, see {@link OriginPolicy}
 * @param maxCompressedConnections maximum number of 2.x connections with permessage-deflate
 * @param timeout maximum time from the TCP connection to the 101
 * @param retryAfter minimum {@code Retry-After} of a refusal; the value is random up to twice the minimum, so that refused charge points do
 *     not reconnect at the same time
 */
public record UpgradeSettings(
        List<String> pathPrefixes,
        SubprotocolSettings subprotocols,
        Set<String> allowedOrigins,
        int maxCompressedConnections,
        Duration timeout,
        Duration retryAfter) {
    public UpgradeSettings {
        pathPrefixes = List.copyOf(pathPrefixes);
        allowedOrigins = Set.copyOf(allowedOrigins);
    }
}
