package org.ocppgateway.gateway.endpoint;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.ocppgateway.gateway.limit.RateLimit;

/**
 * Settings of the endpoint.
 *
 * @param port 0 selects a free port
 * @param pathPrefixes allowed prefixes of the request path, for example {@code /ocpp}
 * @param allowedOrigins origins of browser pages that may connect, see {@link OriginPolicy}
 * @param maxCompressedConnections maximum number of 2.x connections with permessage-deflate
 * @param maxHeaderSize maximum bytes of request line and headers
 * @param maxHeaders maximum number of headers
 * @param handshakeTimeout maximum time from the TCP connection to the 101
 * @param upgrades rate limit of accepted upgrades; further ones are refused
 * @param retryAfter minimum {@code Retry-After} of a refusal; the value is random up to twice the minimum, so that refused charge points do
 *     not reconnect at the same time
 * @param socketBuffer kernel buffer size of one connection in bytes, per direction
 * @param acceptQueue maximum number of connections in the kernel's accept queue
 * @param maxSockets maximum number of TCP connections with or without upgrade; at the limit further ones wait in the accept queue
 * @param selectors number of selector threads, which also read frames
 * @param maxConcurrentTasks maximum number of virtual threads that run Jetty tasks
 */
public record EndpointSettings(
        String bindAddress,
        int port,
        List<String> pathPrefixes,
        SubprotocolSettings subprotocols,
        Set<String> allowedOrigins,
        int maxCompressedConnections,
        int maxHeaderSize,
        int maxHeaders,
        Duration handshakeTimeout,
        RateLimit upgrades,
        Duration retryAfter,
        int socketBuffer,
        int acceptQueue,
        int maxSockets,
        int selectors,
        int maxConcurrentTasks) {
    public EndpointSettings {
        pathPrefixes = List.copyOf(pathPrefixes);
        allowedOrigins = Set.copyOf(allowedOrigins);
    }
}
