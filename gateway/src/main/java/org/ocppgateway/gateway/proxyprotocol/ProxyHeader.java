package org.ocppgateway.gateway.proxyprotocol;

import java.net.InetSocketAddress;
import java.util.Optional;

/** Statement of a proxy about a connection. */
public sealed interface ProxyHeader {
    /** The proxy speaks for itself, for example in a health check (version 2, LOCAL). */
    record Local() implements ProxyHeader {}

    /**
     * The proxy forwards a client whose address it does not know or that has none: UNKNOWN, UNSPEC, or a UNIX socket.
     *
     * @param tls how the client reached the proxy; empty: without TLS, or not said
     */
    record Unaddressed(Optional<ProxyTls> tls) implements ProxyHeader {}

    /**
     * The proxy forwards a client.
     *
     * @param client address of the client
     * @param destination address that the client connected to
     * @param tls how the client reached the proxy; empty: without TLS, or not said
     */
    record Forwarded(InetSocketAddress client, InetSocketAddress destination, Optional<ProxyTls> tls)
            implements ProxyHeader {}
}
