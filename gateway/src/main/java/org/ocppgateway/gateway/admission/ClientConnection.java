package org.ocppgateway.gateway.admission;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.ocppgateway.gateway.authentication.TransportSecurity;
import org.ocppgateway.gateway.limit.NetworkAddress;

/**
 * Facts about the connection of an upgrade request.
 *
 * @param address true address of the client; limits and bans use it
 * @param remoteAddress the same as {@code host:port}, for logs and events
 * @param transport protection between the client and the end of TLS
 */
public record ClientConnection(NetworkAddress address, String remoteAddress, TransportSecurity transport) {

    /** @param client port 0 if a proxy does not report it */
    public static ClientConnection of(InetSocketAddress client, TransportSecurity transport) {
        InetAddress address = client.getAddress();
        String host = address.getHostAddress();
        String literal = address instanceof Inet6Address ? "[" + host + "]" : host;
        return new ClientConnection(NetworkAddress.of(address), literal + ":" + client.getPort(), transport);
    }
}
