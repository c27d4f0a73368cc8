package org.ocppgateway.simulator.net;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Where a connection goes and what it asks for.
 *
 * @param address resolved once for the whole fleet
 * @param host the Host header
 * @param path the request target, already percent-encoded
 * @param subprotocol the one subprotocol offered
 * @param authorization the Authorization header, if any
 * @param source the local address to bind to, if any; each one has a range of ports of its own
 */
public record ConnectionTarget(
        InetSocketAddress address,
        String host,
        String path,
        String subprotocol,
        @Nullable String authorization,
        @Nullable InetAddress source) {}
