package org.ocppgateway.simulator.net;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/**
 * Target of a connection and the content of its upgrade request.
 *
 * @param address resolved once per fleet
 * @param host Host header
 * @param path percent-encoded request target
 * @param subprotocol the only offered subprotocol
 * @param authorization Authorization header; null for none
 * @param source local address; null for any; each address has its own port range
 * @param tls creates the TLS engine of a connection; null for a connection without TLS
 */
public record ConnectionTarget(
        InetSocketAddress address,
        String host,
        String path,
        String subprotocol,
        @Nullable String authorization,
        @Nullable InetAddress source,
        @Nullable Supplier<SSLEngine> tls) {}
