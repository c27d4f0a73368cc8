package org.ocppgateway.gateway.endpoint;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.ocppgateway.gateway.limit.RateLimit;

/**
 * How charge points connect.
 *
 * @param port 0 takes any free one
 * @param pathPrefixes what the path of an upgrade begins with, for example {@code /ocpp}
 * @param allowedOrigins of the pages that may connect, see {@link OriginPolicy}
 * @param maxCompressedConnections how many 2.x connections may have permessage-deflate at once
 * @param maxHeaderSize bytes of request line and headers
 * @param maxHeaders number of headers
 * @param handshakeTimeout from the TCP connection to the 101
 * @param upgrades how many may come in; more are refused
 * @param retryAfter what a refusal for want of capacity tells the charge point to wait at least; at most twice as long, so that not all
 *     come back at once
 * @param socketBuffer bytes that the kernel may hold for one connection, in each direction
 * @param acceptQueue connections the kernel holds before they are accepted
 * @param maxSockets TCP connections at once, those that are no WebSocket yet or will never be one among them; at the limit nobody is
 *     accepted, and the kernel holds whoever comes
 * @param selectors threads that watch sockets, and read what comes as frames
 * @param maxConcurrentTasks virtual threads that may work for Jetty at once
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
