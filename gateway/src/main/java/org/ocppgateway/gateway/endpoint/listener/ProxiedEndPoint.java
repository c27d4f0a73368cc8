package org.ocppgateway.gateway.endpoint.listener;

import java.net.SocketAddress;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ProxyConnectionFactory.ProxyEndPoint;
import org.ocppgateway.gateway.proxyprotocol.ProxyHeader;

/** A socket behind a proxy. Its addresses are those in the PROXY protocol header, or its own if the header has none. */
final class ProxiedEndPoint extends ProxyEndPoint {
    private final ProxyHeader header;

    ProxiedEndPoint(EndPoint socket, ProxyHeader header) {
        super(socket, local(socket, header), remote(socket, header));
        this.header = header;
    }

    ProxyHeader header() {
        return header;
    }

    private static SocketAddress local(EndPoint socket, ProxyHeader header) {
        return header instanceof ProxyHeader.Forwarded forwarded
                ? forwarded.destination()
                : socket.getLocalSocketAddress();
    }

    private static SocketAddress remote(EndPoint socket, ProxyHeader header) {
        return header instanceof ProxyHeader.Forwarded forwarded ? forwarded.client() : socket.getRemoteSocketAddress();
    }
}
